package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.List;

/** A property of the event at hand. */
final class EventProperty implements Node {
  private final EventPath path;
  private final Failure missing;

  EventProperty(List<String> names) {
    this.path = new EventPath(names);
    this.missing = new Failure(true, "event." + String.join(".", names) + " is missing");
  }

  @Override
  public Object eval(Scope scope) {
    Object value = find(scope);
    return value == null ? missing : value;
  }

  /** The value; null if there is none. */
  Object find(Scope scope) {
    CustomerEvent event = scope.event();
    return event == null ? null : path.in(event);
  }
}
