package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a journey. Edges are ids of steps; an absent edge ends the instance, unless the step
 * says otherwise.
 */
public sealed interface Step {

  /** Stable over versions. */
  String id();

  /** The ordinary way on; empty: the instance ends (S14). */
  Optional<String> next();

  /**
   * Waits until a moment (S2).
   *
   * @param tolerance how much later each person's wait may end, by a hash (T6); zero: no later
   */
  record Wait(String id, Until until, Duration tolerance, Optional<String> next) implements Step {}

  /** Until when a wait lasts. */
  sealed interface Until permits For, At, NextTime {}

  /** For a duration from the step's beginning. */
  record For(CalendarDuration duration) implements Until {}

  /** Until a timestamp, or a local date-time in the journey's zone, that an expression gives. */
  record At(Expression moment) implements Until {}

  /**
   * Until the next such time of day in the journey's zone.
   *
   * @param days empty: every day
   */
  record NextTime(LocalTime time, Set<DayOfWeek> days) implements Until {}

  /**
   * Waits until one of several things happens (S3).
   *
   * @param matches in the document's order
   * @param limit empty: until the journey's timeout
   * @param tolerance how much later each person's limit may come, by a hash (T6); zero: no later
   * @param lookback whether what occurred before the person came here counts (S4); empty: it does
   *     not
   * @param timeout edge when the limit has passed; empty: {@code next}
   * @param notSent edge when the awaited message was not sent; empty: as at the limit
   */
  record Await(
      String id,
      List<Awaited> matches,
      Optional<CalendarDuration> limit,
      Duration tolerance,
      Optional<Lookback> lookback,
      Optional<String> next,
      Optional<String> timeout,
      Optional<String> notSent)
      implements Step {}

  /** How far an await looks back (S4), never beyond the entry. */
  sealed interface Lookback permits SinceEntry, Within {}

  /** All that occurred since the person came into the journey. */
  record SinceEntry() implements Lookback {}

  /** What occurred since the entry, and not longer ago than this. */
  record Within(Duration period) implements Lookback {}

  /** One of the things awaited. */
  sealed interface Awaited permits AwaitedEvent, AwaitedAudience, AwaitedReport {}

  /** An event; its condition sees {@code event}, {@code journey} and {@code profile}. */
  record AwaitedEvent(EventMatcher event) implements Awaited {}

  /** A change of membership. */
  record AwaitedAudience(Journey.AudienceTransition transition) implements Awaited {}

  /** A report on the latest request of a send step of this instance. */
  record AwaitedReport(String of, Set<DeliveryReport.Status> statuses) implements Awaited {}

  /**
   * Goes where the first true condition leads (S5).
   *
   * @param otherwise where none holds; empty: the instance ends
   * @param failed where a condition cannot be evaluated; empty: the instance ends with {@code
   *     condition-error}
   */
  record Branch(String id, List<Case> cases, Optional<String> otherwise, Optional<String> failed)
      implements Step {
    @Override
    public Optional<String> next() {
      return otherwise;
    }
  }

  /** A condition of a branch, and where it leads; an empty edge ends the instance. */
  record Case(Expression when, Optional<String> next) {}

  /**
   * Goes one of several ways, by a hash of the profile (S6).
   *
   * @param salt journey and step unless the document says otherwise
   * @param sides in the document's order; shares add up to 10,000
   */
  record Split(String id, String salt, List<Side> sides) implements Step {
    @Override
    public Optional<String> next() {
      return Optional.empty();
    }
  }

  /**
   * One side of a split.
   *
   * @param share in hundredths of a percent
   */
  record Side(String name, int share, Optional<String> next) {}

  /**
   * A split with a control group (S7): who is in it passes the same policies and throttles, and
   * gets no message from then on.
   *
   * @param salt journey and step unless the document says otherwise
   * @param sides in the document's order; shares add up to 10,000 with the control's
   */
  record Experiment(String id, String salt, List<Side> sides, Side control) implements Step {
    @Override
    public Optional<String> next() {
      return control.next();
    }
  }

  /**
   * Sends a message, after the policy's checks (S8).
   *
   * @param templateVersion 0: the live one (V2)
   * @param expires how long the request may queue; empty: the default of its class (D1)
   * @param awaitOutcome whether the person stays here until the final report
   * @param failed edge after a final outcome other than sent; empty: {@code next}
   * @param skipped edge where the policy refuses; empty: {@code next}
   */
  record Send(
      String id,
      String channel,
      String template,
      int templateVersion,
      Optional<CalendarDuration> expires,
      boolean awaitOutcome,
      Optional<String> next,
      Optional<String> failed,
      Optional<String> skipped)
      implements Step {}

  /**
   * Changes the profile (S10).
   *
   * @param attributes each an expression; one that gives null or is missing unsets the attribute
   * @param consents channel, or channel/topic, to {@code in}, {@code out} or {@code unknown}
   */
  record Update(
      String id,
      Map<String, Expression> attributes,
      Map<String, String> consents,
      Optional<String> next)
      implements Step {}

  /**
   * Asks an outside system, and waits for its answer (S9), which is {@code steps.<id>.answer} from
   * then on.
   *
   * @param templateVersion 0: the live one (V2)
   * @param limit how long the answer may take; empty: the default
   * @param failed edge after any error; empty: the instance ends with {@code call-failed}
   * @param timeout edge at the limit; empty: as failed
   */
  record Call(
      String id,
      String channel,
      String template,
      int templateVersion,
      Optional<CalendarDuration> limit,
      Optional<String> next,
      Optional<String> failed,
      Optional<String> timeout)
      implements Step {}

  /**
   * Writes an event of this person to the log (S12).
   *
   * @param properties each an expression; one that gives null or is missing is left out
   */
  record Emit(String id, String type, Map<String, Expression> properties, Optional<String> next)
      implements Step {}

  /**
   * Starts another journey for the person (S13).
   *
   * @param key of the other instance; empty: none
   * @param context becomes {@code journey.event} of the other instance
   * @param end whether this instance ends by it
   * @param failed edge if the other journey refuses; empty: {@code next}
   */
  record Jump(
      String id,
      String journey,
      Optional<Expression> key,
      Map<String, Expression> context,
      boolean end,
      Optional<String> next,
      Optional<String> failed)
      implements Step {}

  /** Ends the instance (S14). */
  record End(String id) implements Step {
    @Override
    public Optional<String> next() {
      return Optional.empty();
    }
  }
}
