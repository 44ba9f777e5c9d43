package dev.sojourn.delivery.channel;

import dev.sojourn.connector.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The requests of one channel, from queue to end: decides what is done next and what an answer
 * means. Whoever holds it does it, keeps the tickets in durable state, and asks again after
 * everything that happened:
 *
 * <pre>
 *   add ──► queued ── next: Render ──► begin ──► under way ── answered ──► Done
 *             │ ▲                                     │
 *             │ └───────────── Again ─────────────────┘
 *             ├── next: Postpone (quiet hours), which leaves it queued
 *             └── next: End (expired, rate-limited, unknown definition), recall, end
 * </pre>
 *
 * Limits begin fully charged, as if the life of the worker before this one had used all of them
 * right before {@code startedAt} (D3).
 */
public final class ChannelShard {

  private final RequestQueue queue = new RequestQueue();
  private final Map<String, Ticket> underWay = new HashMap<>();
  private final Deque<Ticket> takenBack = new ArrayDeque<>();
  private final RateLimits limits;
  private final Circuit circuit = new Circuit();
  private final Pace pace = new Pace();
  private Standing standing = Standing.UNKNOWN;
  private Optional<Terms> terms = Optional.empty();

  /** Whether a channel can be used. */
  public enum Standing {
    /** Its document is not known: requests are patient for a while, since definitions may lag. */
    UNKNOWN,
    /** It works. */
    LIVE,
    /** It was paused, or its document cannot be used: requests wait. */
    HELD
  }

  /**
   * @param startedAt since when this life of the worker makes attempts
   */
  public ChannelShard(long startedAt) {
    this.limits = new RateLimits(startedAt);
  }

  /** The channel's document is this one now, and its provider is thought to be well again. */
  public void live(Terms now) {
    standing = Standing.LIVE;
    terms = Optional.of(now);
    limits.change(now.limits());
    circuit.reset();
    queue.unpark();
    queue.restoreOrder();
  }

  /** The channel cannot be used for now. */
  public void suspend(Standing reason) {
    standing = reason;
    queue.unpark();
  }

  /** A template has come that requests may have been waiting for. */
  public void unpark() {
    queue.unpark();
  }

  /**
   * Queues a request, whose id must be new.
   *
   * @param patientUntil until when it waits for definitions that are not known
   */
  public void add(Ticket ticket, long patientUntil) {
    if (ticket.recalled()) {
      takenBack.add(ticket);
    } else {
      queue.add(ticket, patientUntil);
    }
  }

  /** What to do next. Ask again after it, until it is {@link Move.Rest}. */
  public Move next(long now) {
    if (!takenBack.isEmpty()) {
      Ticket ticket = takenBack.poll();
      return new Move.End(ticket, Final.of(Final.Status.RECALLED, ticket));
    }
    Optional<Ticket> expired = queue.removeExpired(now); // D2, D5: expiry comes first
    if (expired.isPresent()) {
      return new Move.End(expired.get(), Final.expired(expired.get()));
    }
    Optional<Ticket> impatient = queue.removeImpatient(now);
    if (impatient.isPresent()) {
      return new Move.End(impatient.get(), unknown(impatient.get()));
    }
    Optional<Ticket> head = queue.head(now);
    while (standing == Standing.UNKNOWN && head.isPresent()) {
      queue.park(head.get().id());
      head = queue.head(now);
    }
    if (head.isEmpty()) {
      return new Move.Rest(queue.nextChange());
    }
    return turn(head.get(), now);
  }

  /** The turn of a ticket that is ready, on a channel that is known. */
  private Move turn(Ticket head, long now) {
    long quietUntil = head.quietUntil(now);
    if (quietUntil > now) {
      return new Move.Postpone(queue.postpone(head.id(), quietUntil));
    }
    long opensAt = standing == Standing.LIVE ? circuit.opensAt(now) : Long.MAX_VALUE;
    if (underWay.size() >= pace.together(terms.map(Terms::together).orElse(0))) {
      opensAt = Long.MAX_VALUE;
    }
    if (opensAt > now) {
      return rest(opensAt);
    }
    opensAt = Math.max(pace.opensAt(now), limits.nextFreeAt(now)); // D5: then the throttle
    if (opensAt <= now) {
      return new Move.Render(head);
    }
    if (terms.orElseThrow().onLimit() == Terms.OnLimit.REJECT) {
      queue.remove(head.id());
      return new Move.End(head, Final.of(Final.Status.RATE_LIMITED, head));
    }
    return rest(opensAt);
  }

  /** A rendered request is attempted now. It must be the one of the latest {@link Move.Render}. */
  public void begin(Ticket ticket, long now) {
    queued(queue.take(ticket.id()), ticket);
    limits.take(now);
    circuit.began(ticket.id());
    underWay.put(ticket.id(), ticket);
  }

  /** The request's template is not known yet. */
  public void park(Ticket ticket) {
    queue.park(ticket.id());
  }

  /** The request is done with, without an attempt. */
  public void end(Ticket ticket) {
    queued(queue.remove(ticket.id()), ticket);
  }

  private static void queued(Optional<Ticket> found, Ticket ticket) {
    if (found.isEmpty()) {
      throw new IllegalStateException("not queued: " + ticket.id());
    }
  }

  /**
   * Takes a request back (D2).
   *
   * @return {@link Verdict.Done} if it was queued; {@link Verdict.Again} with the ticket to keep if
   *     an attempt is under way, which is not repeated then; empty if it is not here
   */
  public Optional<Verdict> recall(String id) {
    Optional<Ticket> queued = queue.remove(id);
    if (queued.isPresent()) {
      return Optional.of(
          new Verdict.Done(queued.get(), Final.of(Final.Status.RECALLED, queued.get())));
    }
    Ticket marked = underWay.computeIfPresent(id, (key, ticket) -> ticket.takenBack());
    return Optional.ofNullable(marked).map(Verdict.Again::new);
  }

  /**
   * An attempt was answered, or reached its time limit.
   *
   * @param patientUntil as for {@link #add}
   */
  public Verdict answered(String id, Outcome outcome, long now, long patientUntil) {
    Ticket ticket = underWay.remove(id);
    if (ticket == null) {
      throw new IllegalStateException("an answer to no attempt: " + id);
    }
    limits.release(now);
    boolean refusedProbe = false;
    if (outcome instanceof Outcome.Misconfigured) {
      refusedProbe = circuit.misconfigured(id, now);
    } else {
      circuit.answered(id);
    }
    Verdict verdict = judge(ticket, outcome, now);
    if (verdict instanceof Verdict.Again again) {
      if (refusedProbe) {
        // D6: it may be the only one that is refused; the next probe must be another.
        queue.addBehind(again.ticket(), patientUntil);
      } else {
        queue.add(again.ticket(), patientUntil);
      }
    }
    return verdict;
  }

  private Verdict judge(Ticket ticket, Outcome outcome, long now) {
    int made = ticket.attempts() + 1;
    if (outcome instanceof Outcome.Accepted accepted) {
      pace.accepted(now);
      return new Verdict.Done(ticket, Final.sent(made, accepted));
    } else if (outcome instanceof Outcome.Permanent permanent) {
      return new Verdict.Done(
          ticket, Final.failed(made, permanent.code(), "permanent: " + permanent.detail()));
    } else if (outcome instanceof Outcome.Transient failed) {
      return afterFailure(ticket, failed, made, now);
    } else if (outcome instanceof Outcome.Throttled throttled) {
      pace.throttled(throttled.retryAfter(), now);
      return putBack(ticket, "throttled");
    } else if (outcome instanceof Outcome.Misconfigured misconfigured) {
      return putBack(ticket, misconfigured.code());
    }
    throw new IllegalStateException("a kind of outcome that is not known: " + outcome.getClass());
  }

  /**
   * Neither a throttle nor a wrong configuration is the message's fault, so the attempt does not
   * count against it.
   */
  private static Verdict putBack(Ticket ticket, String code) {
    Ticket back = ticket.putBack(code);
    return back.recalled()
        ? new Verdict.Done(back, Final.of(Final.Status.RECALLED, back))
        : new Verdict.Again(back);
  }

  private Verdict afterFailure(Ticket ticket, Outcome.Transient failed, int made, long now) {
    OptionalLong at = terms.orElseThrow().retries().next(ticket.id(), made, now);
    Ticket tried = ticket.retried(at.orElse(now), failed.code());
    if (tried.recalled()) {
      return new Verdict.Done(tried, Final.of(Final.Status.RECALLED, tried));
    }
    if (at.isEmpty()) {
      return new Verdict.Done(
          tried,
          Final.failed(
              made,
              failed.code(),
              "transient, in each of " + made + " attempts: " + failed.detail()));
    }
    return at.getAsLong() >= ticket.expiresAt()
        ? new Verdict.Done(tried, Final.expired(tried))
        : new Verdict.Again(tried);
  }

  private Final unknown(Ticket ticket) {
    return standing == Standing.UNKNOWN
        ? Final.failed(ticket.attempts(), "channel-unknown", "no channel of this name is published")
        : Final.failed(
            ticket.attempts(),
            "template-unknown",
            "no template of this name and version is published");
  }

  private Move rest(long opensAt) {
    return new Move.Rest(Math.min(opensAt, queue.nextChange()));
  }

  /** Whether there is no request, queued or under way. */
  public boolean isIdle() {
    return queue.size() == 0 && underWay.isEmpty() && takenBack.isEmpty();
  }

  /** Requests that are queued, those under way left out. */
  public int queued() {
    return queue.size();
  }

  /** Attempts under way. */
  public int underWay() {
    return underWay.size();
  }

  /** Whether an attempt at this request is under way. */
  public boolean isUnderWay(String id) {
    return underWay.containsKey(id);
  }

  /**
   * For how long the next request that is ready is held by limits or by the provider's wish, in
   * milliseconds; 0 if it is not.
   */
  public long limiterWait(long now) {
    long opensAt = Math.max(pace.opensAt(now), limits.nextFreeAt(now));
    return queue.ready() == 0 || opensAt == Long.MAX_VALUE ? 0 : opensAt - now;
  }

  /**
   * 0 if requests go out, 1 if none does because the configuration is wrong, 2 while one is tried.
   */
  public int circuitState() {
    return switch (circuit.state()) {
      case CLOSED -> 0;
      case OPEN -> 1;
      case PROBING -> 2;
    };
  }
}
