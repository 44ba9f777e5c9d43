package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.time.CalendarDuration;
import dev.sojourn.engine.time.Schedule;
import java.time.Duration;
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
 * @param guards who may not come in although the entry matches (E8)
 * @param exits what ends an instance before its steps do (L1)
 * @param goal what counts as success (S15); empty: nothing
 * @param zone empty: the profile's zone, else {@code fallbackZone} (T5)
 * @param fallbackZone for profiles without a valid zone
 * @param timeout of the whole stay, from entry (L3)
 * @param policy name of the contact policy of its sends
 * @param priority higher goes first
 * @param startsAt no entry before; empty: none (E8)
 * @param endsAt no entry at or after; empty: none (L4)
 * @param atEnd what happens at {@code endsAt} to those inside (L4)
 * @param whenPaused what happens to sends and calls that are reached while the journey is paused
 *     (V1)
 * @param test how test profiles go through a draft (V5); empty: they do not
 * @param start id of the first step
 * @param steps by id, in the document's order
 */
public record Journey(
    String name,
    int version,
    Entry entry,
    Reentry reentry,
    Guards guards,
    List<Exit> exits,
    Optional<Goal> goal,
    Optional<ZoneId> zone,
    ZoneId fallbackZone,
    CalendarDuration timeout,
    String policy,
    int priority,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    AtEnd atEnd,
    WhenPaused whenPaused,
    Optional<TestMode> test,
    String start,
    Map<String, Step> steps)
    implements Document {

  @Override
  public Kind kind() {
    return Kind.JOURNEY;
  }

  /** What starts an instance. */
  public sealed interface Entry
      permits EventEntry, AudienceEntry, ScheduleEntry, BusinessEntry, RequestEntry {}

  /**
   * Entry by event (E2).
   *
   * @param key gives the instance key, a list of keys, or nothing; empty: the journey has no keys
   */
  public record EventEntry(EventMatcher event, Optional<Expression> key) implements Entry {}

  /**
   * Entry by coming into an audience, or by leaving it (E3).
   *
   * @param includeCurrent whether members come in too who became so without doing anything: those
   *     who are when the journey is published, and those whom a definition makes so (E5)
   * @param pace how many members are asked in a second when the journey is published
   */
  public record AudienceEntry(AudienceTransition transition, boolean includeCurrent, int pace)
      implements Entry {}

  /**
   * Entry of all members of an audience at set times (E4).
   *
   * @param audience empty: everybody who is known
   * @param pace how many are asked in a second
   * @param newOnly whether those are passed over who ever came in before
   * @param restart whether everybody inside is ended first
   */
  public record ScheduleEntry(
      Schedule schedule, Optional<String> audience, int pace, boolean newOnly, boolean restart)
      implements Entry {}

  /**
   * Entry of all members of an audience because of an event that names nobody (E5). The event's id
   * is the instance's key.
   *
   * @param event its condition sees the event only; it is asked once, not for each person
   * @param audience empty: everybody who is known
   * @param pace how many are asked in a second
   */
  public record BusinessEntry(EventMatcher event, Optional<String> audience, int pace)
      implements Entry {}

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

  /**
   * Who may not come in (E8), checked in this order.
   *
   * @param exclude names of audiences whose members stay out
   * @param holdout a share of all people that stays out, for comparison
   * @param caps how often one person may come in
   * @param arbitration how many journeys of a group one person may be inside at once
   */
  public record Guards(
      List<String> exclude,
      Optional<Holdout> holdout,
      List<EntryCap> caps,
      Optional<Arbitration> arbitration) {
    /** Everybody may come in. */
    public static final Guards NONE =
        new Guards(List.of(), Optional.empty(), List.of(), Optional.empty());
  }

  /**
   * A share of all people that stays out: those whom the hash of salt and profile says.
   *
   * @param share in hundredths of a percent
   */
  public record Holdout(int share, String salt) {}

  /**
   * At most so many instances of this journey for one person, over all keys.
   *
   * @param count at least 1
   * @param per entered within any rolling window of this length; empty: inside at once
   */
  public record EntryCap(int count, Optional<Duration> per) {}

  /**
   * At most so many instances of a group's journeys for one person at once. Whoever is inside with
   * the lowest priority makes room for a higher one; a lower or equal one stays out.
   *
   * @param most at least 1
   */
  public record Arbitration(String group, int most) {}

  /** A change of membership. */
  public record AudienceTransition(String audience, boolean entered) {}

  /** What ends an instance (L1). */
  public sealed interface Exit permits EventExit, ConditionExit, AudienceExit {}

  /** An event; its condition sees {@code event}, {@code journey} and {@code profile} (L2). */
  public record EventExit(EventMatcher event) implements Exit {}

  /** A condition over the profile. */
  public record ConditionExit(Expression when) implements Exit {}

  /**
   * Being in an audience, or outside of it.
   *
   * @param member whether members leave, or those who are not
   */
  public record AudienceExit(String audience, boolean member) implements Exit {}

  /**
   * What counts as success (S15): the first one while the person is inside.
   *
   * @param within of the entry; empty: the whole stay
   * @param exit whether it ends the instance too
   */
  public record Goal(GoalEvent what, Optional<CalendarDuration> within, boolean exit) {}

  /** What reaches a goal. */
  public sealed interface GoalEvent permits EventGoal, AudienceGoal {}

  /** An event; its condition sees what that of an exit sees. */
  public record EventGoal(EventMatcher event) implements GoalEvent {}

  /** A change of membership. */
  public record AudienceGoal(AudienceTransition transition) implements GoalEvent {}

  /** What the end date means to those inside (L4). */
  public enum AtEnd {
    /** They go on to their end. */
    FINISH,
    /** They are ended. */
    EJECT
  }

  /** What a pause means to a send or call (V1). */
  public enum WhenPaused {
    /** The person waits there until the journey goes on. */
    HOLD,
    /** The person goes on without it. */
    SKIP
  }

  /**
   * How test profiles go through a draft (V5).
   *
   * @param factor by how much waits and time limits are shortened; at least 1
   * @param addresses where messages go instead of to the person, by medium; through other mediums
   *     nothing is sent
   */
  public record TestMode(int factor, Map<String, String> addresses) {}
}
