package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journey's version.
 *
 * @param entry what starts an instance
 * @param reentry when the same profile and key may come in again (E7)
 * @param exits what ends an instance before its steps do (L1)
 * @param zone empty: the profile's zone, else {@code fallbackZone} (T5)
 * @param fallbackZone for profiles without a valid zone
 * @param timeout of the whole stay, from entry (L3)
 * @param policy name of the contact policy of its sends
 * @param priority higher goes first
 * @param startsAt no entry before; empty: none (E8)
 * @param endsAt no entry at or after; empty: none (L4)
 * @param start id of the first step
 * @param steps by id, in the document's order
 */
public record Journey(
    String name,
    int version,
    Entry entry,
    Reentry reentry,
    List<Exit> exits,
    Optional<ZoneId> zone,
    ZoneId fallbackZone,
    CalendarDuration timeout,
    String policy,
    int priority,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    String start,
    Map<String, Step> steps)
    implements Document {

  @Override
  public Kind kind() {
    return Kind.JOURNEY;
  }

  /** What starts an instance. */
  public sealed interface Entry permits EventEntry, RequestEntry {}

  /**
   * Entry by event (E2).
   *
   * @param key gives the instance key, a list of keys, or nothing; empty: the journey has no keys
   */
  public record EventEntry(EventMatcher event, Optional<Expression> key) implements Entry {}

  /** Entry by request only (E6). */
  public record RequestEntry() implements Entry {}

  /** When one may come in again, measured from the earlier entry (E7). */
  public sealed interface Reentry permits Never, Always, After {}

  /** Never again. */
  public record Never() implements Reentry {}

  /** As soon as the earlier instance has ended. */
  public record Always() implements Reentry {}

  /** Not before this long after the earlier entry. */
  public record After(CalendarDuration period) implements Reentry {}

  /** What ends an instance (L1). */
  public sealed interface Exit permits EventExit, ConditionExit {}

  /** An event; its condition sees {@code event}, {@code journey} and {@code profile} (L2). */
  public record EventExit(EventMatcher event) implements Exit {}

  /** A condition over the profile. */
  public record ConditionExit(Expression when) implements Exit {}
}
