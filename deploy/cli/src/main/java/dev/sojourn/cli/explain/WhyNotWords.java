package dev.sojourn.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answer to "why not", in words. */
final class WhyNotWords {
  private WhyNotWords() {}

  /**
   * @param refused a refusal in words
   */
  static List<String> of(
      WhyNot answer, Explanation explanation, Function<Transition, String> refused) {
    Moments moments = explanation.moments();
    PlaceWords places = new PlaceWords(moments);
    List<String> lines = new ArrayList<>();
    for (Visit visit : answer.inside()) {
      lines.add(
          "  the person is in it"
              + (visit.key().isEmpty() ? "" : ", with key " + visit.key())
              + ": "
              + places.of(visit, explanation.outline(visit)));
    }
    answer
        .lastInside()
        .ifPresent(
            visit ->
                lines.add(
                    "  the person was in it last"
                        + (visit.key().isEmpty() ? "" : " with key " + visit.key())
                        + ": "
                        + places.of(visit, explanation.outline(visit))));
    section(lines, "the last refusals, the newest first", answer.refusals(), moments, refused);
    section(
        lines,
        "messages not sent, or held, the newest first",
        answer.notSent(),
        moments,
        transition -> step(transition, explanation));
    if (!answer.checks().isEmpty()) {
      lines.add("  what had to be so, in the order in which it is checked");
      answer.checks().forEach(check -> lines.add("    " + line(check)));
    }
    return lines;
  }

  private static void section(
      List<String> lines,
      String title,
      List<Transition> transitions,
      Moments moments,
      Function<Transition, String> words) {
    if (transitions.isEmpty()) {
      return;
    }
    lines.add("  " + title);
    Timeline timeline = new Timeline(moments, Optional.empty());
    transitions.forEach(
        transition ->
            timeline.add(transition.at(), transition.step(), words.apply(transition), List.of()));
    timeline.lines().forEach(line -> lines.add("  " + line));
  }

  private static String step(Transition transition, Explanation explanation) {
    return explanation.person().visits().stream()
        .filter(visit -> visit.instance().equals(transition.instance()))
        .findFirst()
        .map(
            visit ->
                new StepWords(
                        explanation.person(),
                        visit,
                        explanation.outline(visit),
                        explanation.moments())
                    .of(transition))
        .orElse(transition.reason());
  }

  private static String line(Check check) {
    return "["
        + Timeline.padded(check.answer().label(), 3)
        + "] "
        + check.what()
        + ": "
        + check.finding();
  }
}
