package dev.sojourn.engine.signal;

import dev.sojourn.engine.expression.SlotLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Something a customer did. Only the properties that some live definition names are at hand (in
 * slots); all of them can still be had, at the price of decoding the event again.
 *
 * <p>Property values are Boolean, Long, Double, String, List and Map of these; a null value is the
 * same as a missing one. An event is immutable, except that {@link #properties()} keeps what it
 * decoded; it belongs to one thread.
 */
public final class CustomerEvent implements Signal {
  private final String type;
  private final String id;
  private final long occurredAt;
  private final int hops;
  private final SlotLayout layout;
  private final Object[] slots;
  private final Supplier<Map<String, Object>> decoder;
  private Map<String, Object> properties;

  /**
   * @param occurredAt by the producer's clock, ms since the epoch; may be later than the log's time
   * @param hops how many emitted events lie between an outside event and this one (S12)
   * @param layout which property each slot holds
   * @param slots as many as the layout has paths; null for a missing value
   * @param properties decodes all properties; called at most once
   */
  public CustomerEvent(
      String type,
      String id,
      long occurredAt,
      int hops,
      SlotLayout layout,
      Object[] slots,
      Supplier<Map<String, Object>> properties) {
    this.type = Objects.requireNonNull(type);
    this.id = Objects.requireNonNull(id);
    this.occurredAt = occurredAt;
    this.hops = hops;
    this.layout = layout;
    this.slots = slots;
    this.decoder = properties;
  }

  /**
   * An event whose properties are all at hand; for tests, simulations and events from other sources
   * than the log.
   */
  public static CustomerEvent of(
      String type, String id, long occurredAt, Map<String, Object> properties) {
    return new CustomerEvent(
        type, id, occurredAt, 0, SlotLayout.EMPTY, new Object[0], () -> properties);
  }

  public String type() {
    return type;
  }

  @Override
  public String id() {
    return id;
  }

  public long occurredAt() {
    return occurredAt;
  }

  public int hops() {
    return hops;
  }

  public SlotLayout layout() {
    return layout;
  }

  /** The value of a slot of {@link #layout()}; null if the event does not have it. */
  public Object slot(int index) {
    return slots[index];
  }

  /** All properties; decoded on first use. */
  public Map<String, Object> properties() {
    if (properties == null) {
      properties = decoder.get();
    }
    return properties;
  }

  /** The value at a path of property names; null if there is none. */
  public Object at(List<String> path) {
    int slot = layout.indexOf(path);
    return slot >= 0 ? slots[slot] : SlotLayout.walk(properties(), path);
  }
}
