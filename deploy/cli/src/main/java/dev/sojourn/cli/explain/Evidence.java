package dev.sojourn.cli.explain;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.Command;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.Recall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records about one person, each once: the topics are written at least once, and what a replay
 * wrote again has the same identity. The first of each counts, as it does for the jobs.
 */
public final class Evidence {
  private final Map<Object, Transition> transitions = new LinkedHashMap<>();
  private final Map<Object, AudienceTurn> turns = new LinkedHashMap<>();
  private final Map<String, Request> requests = new LinkedHashMap<>();
  private final Map<String, RequestStory.Recall> recalls = new LinkedHashMap<>();
  private final Map<String, Report> outcomes = new LinkedHashMap<>();
  private final Map<Object, Report> feedback = new LinkedHashMap<>();
  private final Map<Object, SignalSeen> signals = new LinkedHashMap<>();
  private final Map<Object, Letter> letters = new LinkedHashMap<>();
  private final List<Coverage> coverage = new ArrayList<>();
  private int repeated;

  /**
   * Takes in a record; one of a kind that says nothing of the person is passed over.
   *
   * @param loggedAt when it was written to its topic
   */
  public void take(SpecificRecord record, Instant loggedAt) {
    if (record instanceof JourneyStep step) {
      Transition transition = FromAvro.transition(step, loggedAt);
      keep(transitions, identity(transition), transition);
    } else if (record instanceof AudienceChange change) {
      AudienceTurn turn = FromAvro.turn(change);
      keep(turns, turn, turn);
    } else if (record instanceof MessageRequest request) {
      keep(requests, request.getId(), FromAvro.request(request));
    } else if (record instanceof Recall recall) {
      keep(recalls, recall.getRequestId(), FromAvro.recall(recall));
    } else if (record instanceof DeliveryReport report) {
      take(FromAvro.report(report, loggedAt));
    } else if (record instanceof DeadLetter letter) {
      Letter taken = FromAvro.letter(letter);
      keep(letters, taken, taken);
    } else {
      signal(record, loggedAt)
          .ifPresent(signal -> keep(signals, List.of(signal.kind(), signal.id()), signal));
    }
  }

  private void take(Report report) {
    if (report.isFinal()) {
      keep(outcomes, report.request(), report);
    } else {
      keep(feedback, List.of(report.request(), report.status(), report.at()), report);
    }
  }

  private static Optional<SignalSeen> signal(SpecificRecord record, Instant loggedAt) {
    if (record instanceof CustomerEvent event) {
      return Optional.of(FromAvro.event(event, loggedAt));
    } else if (record instanceof ProfileUpdate update) {
      return Optional.of(FromAvro.update(update, loggedAt));
    } else if (record instanceof EntryRequest request) {
      return Optional.of(FromAvro.entryRequest(request, loggedAt));
    } else if (record instanceof Command command) {
      return Optional.of(FromAvro.command(command, loggedAt));
    }
    return Optional.empty();
  }

  private static Object identity(Transition transition) {
    return transition.instance().isEmpty()
        ? List.of(
            transition.journey(),
            transition.key(),
            transition.reason(),
            transition.at(),
            transition.signal())
        : List.of(transition.instance(), transition.number());
  }

  private <K, T> void keep(Map<K, T> where, K identity, T value) {
    if (where.putIfAbsent(identity, value) != null) {
      repeated++;
    }
  }

  void covered(Coverage part) {
    coverage.add(part);
  }

  Collection<Transition> transitions() {
    return transitions.values();
  }

  Collection<AudienceTurn> turns() {
    return turns.values();
  }

  Map<String, Request> requests() {
    return requests;
  }

  Map<String, RequestStory.Recall> recalls() {
    return recalls;
  }

  /** The first final report of each request. */
  Map<String, Report> outcomes() {
    return outcomes;
  }

  Collection<Report> feedback() {
    return feedback.values();
  }

  /** In the log's order. */
  Collection<SignalSeen> signals() {
    return signals.values();
  }

  Collection<Letter> letters() {
    return letters.values();
  }

  List<Coverage> coverage() {
    return coverage;
  }

  /** How many records had been read before under the same identity. */
  int repeated() {
    return repeated;
  }

  /**
   * The earliest moment that anything but a signal tells of; what set it off was logged then. Empty
   * if there is nothing.
   */
  Optional<Instant> earliest() {
    List<Instant> moments = new ArrayList<>();
    transitions.values().forEach(transition -> moments.add(transition.at()));
    turns.values().forEach(turn -> moments.add(turn.at()));
    requests.values().forEach(request -> moments.add(request.requestedAt()));
    letters.values().forEach(letter -> moments.add(letter.at()));
    return moments.stream().min(Instant::compareTo);
  }
}
