package dev.sojourn.engine.time;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Whose wall clock counts (T5).
 *
 * @param fixed everybody's; empty: each person's own, as the attribute {@code timezone} says
 * @param fallback for persons without a valid zone
 */
public record ZoneChoice(Optional<ZoneId> fixed, ZoneId fallback) {
  /** The profile's attribute that names a person's zone. */
  public static final String ATTRIBUTE = "timezone";

  /** Each person's own, UTC where it is unknown. */
  public static final ZoneChoice PROFILE = new ZoneChoice(Optional.empty(), ZoneId.of("UTC"));

  /** The same zone for everybody. */
  public static ZoneChoice fixed(ZoneId zone) {
    return new ZoneChoice(Optional.of(zone), zone);
  }

  /**
   * The zone that counts for a person.
   *
   * @param attribute the value of {@link #ATTRIBUTE}; null if there is none
   */
  public ZoneId of(Object attribute) {
    return fixed.or(() -> Zones.parse(attribute)).orElse(fallback);
  }
}
