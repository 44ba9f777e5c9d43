package dev.sojourn.engine.directory;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.value.Packed;
import java.util.Map;

/**
 * Something that happened to nobody in particular and concerns many, such as a product that is in
 * stock again (E5).
 *
 * @param id its producer's own among events of its type; the same id is the same event
 * @param occurredAt by the producer's clock, ms since the epoch
 * @param logTime when it was logged, ms since the epoch
 * @param properties of no more than {@link Packed#MOST_BYTES}
 */
public record BusinessEvent(
    String type, String id, long occurredAt, long logTime, Map<String, Object> properties) {

  /**
   * When it begins its reads: as late after it was logged as a definition takes effect, so that
   * what was published before it is known to all.
   */
  public long moment() {
    return logTime + DefinitionHistory.DELAY;
  }

  /** What tells it from all other events. */
  public String name() {
    return name(type, id);
  }

  /** What tells the event of a type and an id from all others: an id is unique in its type only. */
  public static String name(String type, String id) {
    return type + "/" + id;
  }

  /**
   * Whether a condition over an event alone holds.
   *
   * @param at now, ms since the epoch
   */
  public Truth test(Expression when, long at) {
    CustomerEvent seen = CustomerEvent.of(type, id, occurredAt, properties);
    return when.test(
        new Scope() {
          @Override
          public CustomerEvent event() {
            return seen;
          }

          @Override
          public Map<String, Object> variable(String name) {
            return null;
          }

          @Override
          public long now() {
            return at;
          }
        });
  }
}
