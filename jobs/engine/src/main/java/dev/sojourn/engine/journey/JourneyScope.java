package dev.sojourn.engine.journey;

import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.Signal;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an expression sees: the signal at hand, the profile, and, inside an instance, the journey.
 * Everything is read on first use.
 */
public final class JourneyScope implements Scope {
  private final Turn turn;
  private final Signal signal;
  private final Instance instance;
  private Map<String, Object> journey;
  private InstanceContext context;

  private JourneyScope(Turn turn, Signal signal, Instance instance) {
    this.turn = turn;
    this.signal = signal;
    this.instance = instance;
  }

  /**
   * What is seen outside every instance.
   *
   * @param signal null for a wake-up
   */
  public static JourneyScope of(Turn turn, Signal signal) {
    return new JourneyScope(turn, signal, null);
  }

  /** What is seen inside an instance. */
  JourneyScope inside(Instance inside) {
    return new JourneyScope(turn, signal, inside);
  }

  @Override
  public CustomerEvent event() {
    return signal instanceof CustomerEvent event ? event : null;
  }

  @Override
  public Map<String, Object> variable(String name) {
    switch (name) {
      case "profile":
        return turn.profileVariable();
      case "journey":
        if (journey == null && instance != null) {
          journey = new JourneyVariable();
        }
        return journey;
      case "steps":
        return instance == null ? null : steps();
      case "report":
        return signal instanceof DeliveryReport report
            ? Map.of("status", report.status().label(), "code", report.code())
            : null;
      default:
        return null;
    }
  }

  @Override
  public long now() {
    return turn.now();
  }

  /** The variable {@code steps}: of each step that got an answer, the answer (S9). */
  private Map<String, Object> steps() {
    Map<String, Object> answers = context().answers();
    if (answers.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> steps = new LinkedHashMap<>();
    answers.forEach((step, answer) -> steps.put(step, Map.of("answer", answer)));
    return steps;
  }

  /** What the instance keeps; read on first use. */
  private InstanceContext context() {
    if (context == null) {
      context = InstanceContext.ofBytes(turn.context(instance.id));
    }
    return context;
  }

  /**
   * The variable {@code journey}. Most expressions want the key only, so the starting event is read
   * when it is asked for.
   */
  private final class JourneyVariable extends AbstractMap<String, Object> {
    @Override
    public Object get(Object name) {
      switch (String.valueOf(name)) {
        case "key":
          return instance.key;
        case "name":
          return instance.journey;
        case "enteredAt":
          return Instant.ofEpochMilli(instance.enteredAt);
        case "event":
          return context().event();
        default:
          return null;
      }
    }

    @Override
    public boolean containsKey(Object name) {
      return get(name) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      Map<String, Object> all = new LinkedHashMap<>();
      for (String name : new String[] {"key", "name", "enteredAt", "event"}) {
        all.put(name, get(name));
      }
      return all.entrySet();
    }
  }
}
