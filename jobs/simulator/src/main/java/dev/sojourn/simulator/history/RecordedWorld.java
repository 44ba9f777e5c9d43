package dev.sojourn.simulator.history;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Outside;
import dev.sojourn.simulator.outcome.OutcomeModel;
import dev.sojourn.simulator.outcome.OutcomeModel.Planned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The outside world of one person of a record. What the record says comes of a request comes by the
 * record itself; of any other request the model says what comes. An emitted event that stands in
 * the record is not logged twice.
 */
final class RecordedWorld implements Outside {
  private final PersonHistory person;
  private final Optional<OutcomeModel> model;
  private final Set<String> open = new HashSet<>();
  private final Set<String> sent = new HashSet<>();
  private long recorded;
  private long modelled;

  /**
   * @param model empty: nothing comes but what is recorded
   */
  RecordedWorld(PersonHistory person, Optional<OutcomeModel> model) {
    this.person = person;
    this.model = model;
  }

  /** How many requests had their outcome in the record. */
  long recorded() {
    return recorded;
  }

  /** How many got theirs from the model. */
  long modelled() {
    return modelled;
  }

  @Override
  public List<Reply> replies(String profile, Effect effect, long at) {
    if (effect instanceof Effect.MessageRequest request) {
      return replies(request, at);
    }
    if (model.isEmpty()) {
      return List.of();
    }
    // At least 1 ms: as a log could hold it.
    if (effect instanceof Effect.Recall recall) {
      return open.contains(recall.requestId())
          ? List.of(
              last(
                  new Planned(at + 1, Status.RECALLED, "", Map.of()),
                  recall.requestId(),
                  recall.channel()))
          : List.of();
    }
    if (effect instanceof Effect.EmittedEvent event && !person.emitted().contains(event.id())) {
      return List.of(Reply.of(at + 1, Outside.logged(event)));
    }
    return List.of();
  }

  private List<Reply> replies(Effect.MessageRequest request, long at) {
    if (person.hasOutcome(request.id(), at)) {
      recorded++;
      return List.of();
    }
    if (model.isEmpty()) {
      return List.of();
    }
    modelled++;
    open.add(request.id());
    List<Reply> replies = new ArrayList<>();
    for (Planned planned : model.get().plan(request, at)) {
      replies.add(
          planned.status().isFinal()
              ? last(planned, request.id(), request.channel())
              : feedback(planned, request.id(), request.channel()));
    }
    return replies;
  }

  /** The final report, unless the request has one by then. */
  private Reply last(Planned planned, String request, String channel) {
    return new Reply(
        planned.at(),
        () -> {
          if (!open.remove(request)) {
            return Optional.empty();
          }
          if (planned.status() == Status.SENT) {
            sent.add(request);
          }
          return Optional.of(report(planned, request, channel));
        });
  }

  /** Further feedback, if the message was sent. */
  private Reply feedback(Planned planned, String request, String channel) {
    return new Reply(
        planned.at(),
        () ->
            sent.contains(request)
                ? Optional.of(report(planned, request, channel))
                : Optional.empty());
  }

  private static Signal report(Planned planned, String request, String channel) {
    return new DeliveryReport(
        request, planned.status(), planned.at(), channel, planned.code(), planned.answer());
  }
}
