package dev.sojourn.simulator.story;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.simulator.Happening;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a failure so that an author sees at once what to change: everything that happened, with
 * what differs marked, then what was expected and where that stands.
 */
public final class FailureText {
  private static final String MARK = "> ";
  private static final String NO_MARK = "  ";

  private final CaseResult result;
  private final Failure failure;
  private final Style style;
  private final Wallclock clock;
  private final List<String> lines = new ArrayList<>();

  private FailureText(CaseResult result, Failure failure, Style style) {
    this.result = result;
    this.failure = failure;
    this.style = style;
    this.clock = new Wallclock(result.test().given().start(), result.test().given().zone());
  }

  /** The lines, without the name of the case; none for one that has passed. */
  public static List<String> lines(CaseResult result, Style style) {
    return result
        .failure()
        .map(failure -> new FailureText(result, failure, style).lines())
        .orElse(List.of());
  }

  private List<String> lines() {
    timeline();
    lines.add("");
    if (failure.isOfLists()) {
      list("expected", failure.expected());
      list("happened", failure.happened());
      lines.add("");
    }
    Place place = failure.place();
    lines.add(
        style.bold(place.file() + ":" + place.line() + ":" + place.column()) + ": " + place.path());
    lines.add(NO_MARK + style.bad(failure.message()));
    return List.copyOf(lines);
  }

  private void timeline() {
    List<Happening> timeline = result.timeline();
    HappeningText text = new HappeningText(clock, timeline);
    boolean several = result.test().given().people().size() > 1;
    if (timeline.isEmpty()) {
      lines.add(NO_MARK + "nothing has happened");
    }
    String layout = layout(timeline);
    String dateBefore = "";
    String timeBefore = "";
    for (int i = 0; i < timeline.size(); i++) {
      Happening happening = timeline.get(i);
      String words = text.tell(happening);
      if (isOfNoInterest(happening)) {
        continue;
      }
      String date = clock.date(happening.at());
      String time = clock.time(happening.at());
      boolean same = date.equals(dateBefore) && time.equals(timeBefore);
      String when =
          String.format(
              layout,
              date.equals(dateBefore) ? "" : date,
              same ? "" : time,
              same ? "" : clock.sinceStart(happening.at()));
      String told = (several ? who(happening) : "") + indented(happening, words);
      lines.add(
          failure.happening().orElse(-1) == i
              ? style.bad(MARK) + style.dim(when) + style.bad(told)
              : NO_MARK + style.dim(when) + told);
      dateBefore = date;
      timeBefore = time;
    }
  }

  /** Columns as wide as they must be. */
  private String layout(List<Happening> timeline) {
    int time = 1;
    int sinceStart = 1;
    for (Happening happening : timeline) {
      time = Math.max(time, clock.time(happening.at()).length());
      sinceStart = Math.max(sinceStart, clock.sinceStart(happening.at()).length());
    }
    return "%-14s %-" + time + "s %" + sinceStart + "s  ";
  }

  /** Reports on what has ended come with every message. */
  private static boolean isOfNoInterest(Happening happening) {
    return happening instanceof Happening.Done done
        && done.effect().equals(new Effect.Counted("report-without-instance"));
  }

  private static String who(Happening happening) {
    if (happening instanceof Happening.Logged logged) {
      return logged.profile() + ": ";
    }
    return happening instanceof Happening.Done done ? done.profile() + ": " : "";
  }

  /** What comes of something stands under it. */
  private static String indented(Happening happening, String told) {
    return happening instanceof Happening.Done ? "  " + told : told;
  }

  private void list(String title, List<String> items) {
    lines.add(NO_MARK + title + ":");
    int shown = Math.max(items.size(), failure.line() + 1);
    for (int i = 0; i < shown; i++) {
      String item = (i + 1) + "  " + (i < items.size() ? items.get(i) : "nothing");
      lines.add(i == failure.line() ? style.bad(MARK + "  " + item) : NO_MARK + "  " + item);
    }
  }
}
