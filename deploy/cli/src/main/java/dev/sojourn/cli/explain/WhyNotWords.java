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
    Timeline refusals = new Timeline(moments, Optional.empty());
    answer
        .refusals()
        .forEach(refusal -> refusals.add(refusal.at(), "", refused.apply(refusal), List.of()));
    section(lines, "the last refusals, the newest first", refusals);
    section(lines, "its messages, the newest first", messages(answer, explanation));
    if (!answer.checks().isEmpty()) {
      lines.add("  what had to be so, in the order in which it is checked");
      answer.checks().forEach(check -> lines.add("    " + line(check)));
    }
    return lines;
  }

  private static void section(List<String> lines, String title, Timeline timeline) {
    List<String> told = timeline.lines();
    if (!told.isEmpty()) {
      lines.add("  " + title);
      told.forEach(line -> lines.add("  " + line));
    }
  }

  /** Those that were requested with what became of them. */
  private static Timeline messages(WhyNot answer, Explanation explanation) {
    RequestWords requests = new RequestWords(explanation.moments());
    Timeline timeline = new Timeline(explanation.moments(), Optional.empty());
    for (Transition step : answer.messages()) {
      timeline.add(
          step.at(),
          step.step(),
          step(step, explanation),
          step.asks()
              ? requests.outcome(explanation.person().requests().get(step.request()))
              : List.of());
    }
    return timeline;
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
