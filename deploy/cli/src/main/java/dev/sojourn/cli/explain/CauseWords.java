package dev.sojourn.cli.explain;

import java.time.Duration;

/** What set something off, in words. */
final class CauseWords {
  /** What is later than this is told. */
  static final Duration LATE = Duration.ofSeconds(1);

  private final Person person;

  CauseWords(Person person) {
    this.person = person;
  }

  /**
   * The signal at hand, such as {@code event `order.placed` (o-17), which was logged 4 min after it
   * occurred}; empty for the passing of time.
   */
  String of(Transition transition) {
    return transition.signal().isEmpty()
        ? ""
        : person
            .signals()
            .behind(transition)
            .map(CauseWords::of)
            .or(
                () ->
                    person
                        .reportBehind(transition)
                        .map(
                            report ->
                                "report `"
                                    + report.status()
                                    + "` on request "
                                    + Shortened.id(report.request())))
            .orElse("signal " + transition.signal());
  }

  /**
   * Adds to a sentence what set it off and what it rested on, and nothing twice: the engine tells
   * of the event too, for when the signal itself is not kept any more.
   */
  Sentence into(Sentence sentence, Transition transition, DetailWords details) {
    boolean told =
        person
            .signals()
            .behind(transition)
            .filter(signal -> signal.kind() == SignalSeen.Kind.EVENT)
            .isPresent();
    return sentence
        .by(of(transition))
        .and(
            told
                ? details.rest(transition.detail(), "event", "occurredAt", "late")
                : details.rest(transition.detail()));
  }

  /** The signal with an id; empty for no id. */
  String ofId(String signal) {
    return signal.isEmpty()
        ? ""
        : person.signals().byId(signal).map(CauseWords::of).orElse("signal " + signal);
  }

  private static String of(SignalSeen signal) {
    return signal.kind().words()
        + (signal.name().isEmpty() ? "" : " `" + signal.name() + "`")
        + " ("
        + signal.id()
        + ")"
        + (signal.hops() > 0 ? ", which a journey emitted" : "")
        + (signal.late().compareTo(LATE) < 0
            ? ""
            : ", which was logged " + Moments.length(signal.late()) + " after it occurred");
  }
}
