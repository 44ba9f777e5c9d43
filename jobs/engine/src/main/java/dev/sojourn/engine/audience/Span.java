package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.Interval;
import dev.sojourn.engine.time.ZoneChoice;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A window at work (A1). All moments and lengths are ms. */
sealed interface Span {

  /** The first moment that counts now. */
  long start(LeafState state, long now);

  /** Events before this moment cannot count any more, whatever comes. */
  long keepFrom(LeafState state, long now);

  /** When an event that counts now ceases to; {@link ProfileState#NEVER} if it will not. */
  long end(LeafState state, long time);

  /** The longest time between the earliest and the latest event that are kept. */
  long reach();

  /**
   * Gets ready for an event that is handled now.
   *
   * @return whether anything changed
   */
  default boolean open(LeafState state, Turn turn) {
    return false;
  }

  /**
   * Takes in that the person's zone may have changed.
   *
   * @return whether anything changed
   */
  default boolean refresh(LeafState state, Turn turn) {
    return false;
  }

  /** The profile's attributes that it depends on. */
  default Set<String> attributes() {
    return Set.of();
  }

  static Span of(Window window) {
    if (window instanceof Window.Rolling rolling) {
      return new Rolling(rolling.length().toMillis());
    }
    if (window instanceof Window.Calendar calendar) {
      return new Calendar(calendar.unit(), calendar.zone());
    }
    return new Ever();
  }

  /** All time. */
  record Ever() implements Span {
    @Override
    public long start(LeafState state, long now) {
      return Long.MIN_VALUE;
    }

    @Override
    public long keepFrom(LeafState state, long now) {
      return Long.MIN_VALUE;
    }

    @Override
    public long end(LeafState state, long time) {
      return ProfileState.NEVER;
    }

    @Override
    public long reach() {
      return ProfileState.NEVER;
    }
  }

  /** The last so many ms: now − length &lt; t ≤ now. */
  record Rolling(long length) implements Span {
    @Override
    public long start(LeafState state, long now) {
      return now - length + 1;
    }

    @Override
    public long keepFrom(LeafState state, long now) {
      return now - length + 1;
    }

    @Override
    public long end(LeafState state, long time) {
      return time + length;
    }

    @Override
    public long reach() {
      return length;
    }
  }

  /**
   * The current day, week or month. The leaf remembers the last one in which an event was taken in:
   * when it is over no event counts, so that the zone need not be known before the next one comes.
   *
   * <p>In the person's own zone, events of before are kept as long as they might count again if the
   * person went to another zone.
   */
  record Calendar(CalendarUnit unit, ZoneChoice zone) implements Span {
    /** How far the clocks of zones lie apart, and how much longer than usual a unit may last. */
    private static final long SLACK = Duration.ofDays(3).toMillis();

    @Override
    public long start(LeafState state, long now) {
      Optional<Interval> interval = state.memory().interval();
      if (interval.isEmpty()) {
        return now;
      }
      long until = interval.get().until();
      return now < until ? interval.get().from() : until;
    }

    @Override
    public long keepFrom(LeafState state, long now) {
      return zone.fixed().isPresent() ? start(state, now) : unit.earliestStart(now);
    }

    @Override
    public long end(LeafState state, long time) {
      return state.memory().interval().map(Interval::until).orElse(ProfileState.NEVER);
    }

    @Override
    public long reach() {
      return unit.longest().toMillis() + SLACK;
    }

    @Override
    public boolean open(LeafState state, Turn turn) {
      Optional<Interval> interval = state.memory().interval();
      if (interval.isPresent() && interval.get().contains(turn.now())) {
        return false;
      }
      state.memory().setInterval(turn.calendar(unit, zone));
      return true;
    }

    @Override
    public boolean refresh(LeafState state, Turn turn) {
      if (!state.hasMemory() || state.memory().interval().isEmpty()) {
        return false;
      }
      Interval before = state.memory().interval().get();
      state.memory().setInterval(turn.calendar(unit, zone));
      return !state.memory().interval().get().equals(before);
    }

    @Override
    public Set<String> attributes() {
      return zone.fixed().isPresent() ? Set.of() : Set.of(ZoneChoice.ATTRIBUTE);
    }
  }
}
