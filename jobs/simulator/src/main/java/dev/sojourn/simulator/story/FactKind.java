package dev.sojourn.simulator.story;

import java.util.List;
import java.util.Optional;

/** The kinds of things of which an expectation may list all that happened. */
enum FactKind {
  SENDS("sends", "step", "messages requested", List.of("channel", "template")),
  CALLS("calls", "step", "calls requested", List.of("channel", "template")),
  NOT_SENT("notSent", "step", "sends that were not made", List.of("reason")),
  HELD("held", "step", "sends held", List.of("reason", "until")),
  RECALLED("recalled", "step", "requests taken back", List.of("reason")),
  STEPS("steps", "step", "steps begun", List.of()),
  ENTERED("entered", "journey", "journeys entered", List.of()),
  REFUSED("refused", "journey", "entries refused", List.of("reason")),
  ENDED("ended", "journey", "instances ended", List.of("reason")),
  GOALS("goals", "journey", "goals reached", List.of()),
  EMITTED("emitted", "type", "events emitted", List.of()),
  DEAD_LETTERS("deadLetters", "code", "dead letters", List.of()),
  AUDIENCES_ENTERED("audiences.entered", "audience", "audiences entered", List.of()),
  AUDIENCES_EXITED("audiences.exited", "audience", "audiences left", List.of());

  private final String label;
  private final String main;
  private final String phrase;
  private final List<String> shown;

  FactKind(String label, String main, String phrase, List<String> shown) {
    this.label = label;
    this.main = main;
    this.phrase = phrase;
    this.shown = shown;
  }

  /** As an expectation names it. */
  String label() {
    return label;
  }

  /** The field that a text stands for. */
  String main() {
    return main;
  }

  /** For people. */
  String phrase() {
    return phrase;
  }

  /** Fields that are told of each, whether compared or not. */
  List<String> shown() {
    return shown;
  }

  /** Empty if an expectation has no such name. */
  static Optional<FactKind> ofLabel(String label) {
    for (FactKind kind : values()) {
      if (kind.label.equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
