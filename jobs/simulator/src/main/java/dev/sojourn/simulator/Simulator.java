package dev.sojourn.simulator;

import dev.sojourn.engine.Engine;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Outside.Reply;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the engine over signals as the journeys job does, under a clock that moves only when told
 * to: a wake-up comes at its moment, after every signal logged up to then (T2), and each person's
 * signals come in the order in which they were logged. What comes of the effects is {@link
 * Outside}'s matter. Not thread-safe.
 */
public final class Simulator {
  /** So many replies at one moment are taken for a circle that would never end. */
  static final int MOST_REPLIES_AT_ONCE = 10_000;

  private final Engine engine = new Engine();
  private final Definitions definitions;
  private final Consumer<DefinitionRecord> publisher;
  private final Outside outside;
  private final Consumer<Happening> timeline;
  private final Map<String, MemoryStore> people = new HashMap<>();
  private final PriorityQueue<Due> coming =
      new PriorityQueue<>(
          Comparator.comparingLong(Due::at).thenComparing(Due::kind).thenComparingLong(Due::order));
  private long now;
  private long scheduled;
  private int repliesAtOnce;

  /** In the order in which they come at one moment (T2). */
  private enum Kind {
    SIGNAL,
    REPLY,
    WAKE_UP
  }

  /**
   * @param signal none for a wake-up
   */
  private record Due(
      long at, Kind kind, long order, String profile, Supplier<Optional<Signal>> signal) {}

  /**
   * @param definitions published so far
   * @param start when the clock begins, ms since the epoch
   * @param timeline is told of everything that happens, in order
   */
  public Simulator(
      DefinitionHistory definitions, long start, Outside outside, Consumer<Happening> timeline) {
    this(definitions, definitions::add, start, outside, timeline);
  }

  private Simulator(
      Definitions definitions,
      Consumer<DefinitionRecord> publisher,
      long start,
      Outside outside,
      Consumer<Happening> timeline) {
    this.definitions = definitions;
    this.publisher = publisher;
    this.now = start;
    this.outside = outside;
    this.timeline = timeline;
  }

  /** A simulator to which nothing can be published: all definitions are given with their times. */
  public static Simulator over(
      Definitions definitions, long start, Outside outside, Consumer<Happening> timeline) {
    return new Simulator(
        definitions,
        record -> {
          throw new IllegalStateException("the definitions are given");
        },
        start,
        outside,
        timeline);
  }

  /** By the simulation's clock, ms since the epoch. */
  public long now() {
    return now;
  }

  /** What is kept of a person; empty if nothing has been logged for them. */
  public Optional<ProfileStore> person(String profile) {
    return Optional.ofNullable(people.get(profile));
  }

  /**
   * Takes in a record of the definitions' log. It takes effect {@link DefinitionHistory#DELAY} ms
   * after its log time.
   */
  public void publish(DefinitionRecord definition) {
    timeline.accept(new Happening.Published(now, definition));
    publisher.accept(definition);
  }

  /** Logs a signal of a person now. What it sets off at this moment is done when this returns. */
  public void log(String profile, Signal signal) {
    schedule(profile, signal, now);
    // A wake-up of this very moment waits: further signals may be logged at it, and come first.
    while (!coming.isEmpty()
        && (coming.peek().at() < now
            || (coming.peek().at() == now && coming.peek().kind() != Kind.WAKE_UP))) {
      take(coming.poll());
    }
  }

  /**
   * Will log a signal of a person at a moment that is still to come. Signals of one moment are
   * logged in the order in which they were scheduled.
   */
  public void schedule(String profile, Signal signal, long at) {
    schedule(Kind.SIGNAL, profile, at, () -> Optional.of(signal));
  }

  /** Lets time pass up to a moment, with everything that is due by then, also at that moment. */
  public void passUntil(long moment) {
    while (!coming.isEmpty() && coming.peek().at() <= moment) {
      take(coming.poll());
    }
    now = Math.max(now, moment);
  }

  private void schedule(Kind kind, String profile, long at, Supplier<Optional<Signal>> signal) {
    coming.add(new Due(at, kind, scheduled++, profile, signal));
  }

  private void take(Due due) {
    if (due.at() > now) {
      now = due.at();
      repliesAtOnce = 0;
    }
    if (due.kind() == Kind.WAKE_UP) {
      engine.wake(
          people.get(due.profile()),
          due.profile(),
          now,
          definitions,
          effect -> carryOut(due.profile(), effect));
      return;
    }
    if (due.kind() == Kind.REPLY && ++repliesAtOnce > MOST_REPLIES_AT_ONCE) {
      throw new RunawayException(
          "more than "
              + MOST_REPLIES_AT_ONCE
              + " reports, answers and emitted events came at one moment: they set off one another"
              + " without end; put a wait between them");
    }
    due.signal().get().ifPresent(signal -> handle(due.profile(), signal));
  }

  private void handle(String profile, Signal signal) {
    timeline.accept(new Happening.Logged(now, profile, signal));
    engine.handle(
        people.computeIfAbsent(profile, key -> new MemoryStore()),
        profile,
        signal,
        now,
        definitions,
        effect -> carryOut(profile, effect));
  }

  private void carryOut(String profile, Effect effect) {
    if (effect instanceof Effect.WakeUp wakeUp) {
      schedule(Kind.WAKE_UP, profile, wakeUp.at(), Optional::empty);
      return;
    }
    if (effect instanceof Effect.Listing) {
      return; // There is no directory: whom to read is for the story to say.
    }
    timeline.accept(new Happening.Done(now, profile, effect));
    for (Reply reply : outside.replies(profile, effect, now)) {
      schedule(Kind.REPLY, profile, reply.at(), reply.signal());
    }
  }
}
