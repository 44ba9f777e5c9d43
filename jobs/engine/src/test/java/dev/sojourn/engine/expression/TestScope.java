package dev.sojourn.engine.expression;

import dev.sojourn.engine.signal.CustomerEvent;
import java.util.Map;

/** A scope over plain maps. */
record TestScope(CustomerEvent event, Map<String, Map<String, Object>> variables, long now)
    implements Scope {

  static final long NOON = 1_772_366_400_000L; // 2026-03-01T12:00:00Z

  static TestScope of(Map<String, Object> event, Map<String, Object> profile) {
    return new TestScope(
        CustomerEvent.of("test", "1", NOON, event), Map.of("profile", profile), NOON);
  }

  /** The same event, but decoded into slots. */
  TestScope sliced(SlotLayout layout) {
    Object[] slots =
        layout.paths().stream().map(path -> SlotLayout.walk(event.properties(), path)).toArray();
    CustomerEvent sliced =
        new CustomerEvent(
            event.type(),
            event.id(),
            event.occurredAt(),
            0,
            layout,
            slots,
            () -> {
              throw new AssertionError("properties decoded although the layout has all paths");
            });
    return new TestScope(sliced, variables, now);
  }

  @Override
  public Map<String, Object> variable(String name) {
    return variables.get(name);
  }
}
