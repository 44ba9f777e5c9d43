package dev.sojourn.simulator.story;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Outside;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The outside world of a case: delivers every message at once, and answers no call, unless the case
 * says otherwise. A message without outcome expires, and any request may be recalled, as in the
 * delivery job (D2). Emitted events come back at once.
 */
final class Deliveries implements Outside {
  private final Predicate<Effect.MessageRequest> calls;
  private final ZoneId zone;
  private final List<Act.Outcome> outcomes = new ArrayList<>();
  private final Set<String> open = new HashSet<>();

  /**
   * @param calls which requests are calls rather than messages
   * @param zone of calendar durations
   */
  Deliveries(Predicate<Effect.MessageRequest> calls, ZoneId zone) {
    this.calls = calls;
    this.zone = zone;
  }

  /** From now on requests that fit have this outcome. */
  void add(Act.Outcome outcome) {
    outcomes.add(outcome);
  }

  /** Whether a request has no final outcome yet. */
  boolean isOpen(String requestId) {
    return open.contains(requestId);
  }

  /** A report that a case gives; a final one is the request's outcome. */
  void reported(DeliveryReport report) {
    if (report.status().isFinal()) {
      open.remove(report.requestId());
    }
  }

  @Override
  public List<Reply> replies(String profile, Effect effect, long at) {
    if (effect instanceof Effect.MessageRequest request) {
      return replies(profile, request, at);
    }
    if (effect instanceof Effect.Recall recall) {
      return List.of(
          outcome(at, recall.requestId(), recall.channel(), Status.RECALLED, "", Map.of()));
    }
    if (effect instanceof Effect.EmittedEvent event) {
      return List.of(Reply.of(at, Outside.logged(event)));
    }
    return List.of();
  }

  private List<Reply> replies(String profile, Effect.MessageRequest request, long at) {
    open.add(request.id());
    Optional<Act.Outcome> stated = stated(profile, request);
    long when = stated.flatMap(Act.Outcome::after).map(after -> after.after(at, zone)).orElse(at);
    Optional<Status> status = status(request, stated);
    if (status.isPresent() && when < request.expiresAt()) {
      return List.of(
          outcome(
              when,
              request.id(),
              request.channel(),
              status.get(),
              stated.map(Act.Outcome::code).orElse(""),
              stated.map(Act.Outcome::answer).orElse(Map.of())));
    }
    // Whoever calls waits no longer than the request lives, and takes it back.
    return calls.test(request)
        ? List.of()
        : List.of(
            outcome(
                request.expiresAt(),
                request.id(),
                request.channel(),
                Status.EXPIRED,
                "",
                Map.of()));
  }

  private Optional<Status> status(Effect.MessageRequest request, Optional<Act.Outcome> stated) {
    if (request.dry()) {
      return Optional.of(Status.DRY);
    }
    Optional<Status> unsaid = calls.test(request) ? Optional.empty() : Optional.of(Status.SENT);
    return stated.map(Act.Outcome::status).orElse(unsaid);
  }

  /** Of several that fit, the latest. */
  private Optional<Act.Outcome> stated(String profile, Effect.MessageRequest request) {
    for (int i = outcomes.size() - 1; i >= 0; i--) {
      Act.Outcome outcome = outcomes.get(i);
      if (fits(outcome.profile(), profile)
          && fits(outcome.step(), request.step())
          && fits(outcome.journey(), request.journey())
          && fits(outcome.channel(), request.channel())) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(String stated, String there) {
    return stated.isEmpty() || stated.equals(there);
  }

  /** A final report, unless the request has one by then. */
  private Reply outcome(
      long at,
      String request,
      String channel,
      Status status,
      String code,
      Map<String, Object> answer) {
    return new Reply(
        at,
        () ->
            open.remove(request)
                ? Optional.<Signal>of(
                    new DeliveryReport(request, status, at, channel, code, answer))
                : Optional.empty());
  }
}
