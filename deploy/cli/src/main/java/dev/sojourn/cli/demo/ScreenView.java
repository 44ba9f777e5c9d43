package dev.sojourn.cli.demo;

import dev.sojourn.local.Endpoints;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A screen that is drawn anew twice a second, with nothing but the few ANSI sequences that every
 * terminal knows.
 */
final class ScreenView extends LineView {
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";
  private static final int BAR = 30;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Optional<Endpoints> endpoints = Optional.empty();

  ScreenView(PrintWriter out) {
    super(out);
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(500);
  }

  @Override
  public void ready(Endpoints endpoints, Duration after) {
    super.ready(endpoints, after);
    this.endpoints = Optional.of(endpoints);
  }

  @Override
  public void firstMail(Mail mail, Duration after) {
    // The screen shows it.
  }

  @Override
  public void show(Progress progress) {
    Statistics.Snapshot counts = progress.counts();
    StringBuilder screen = new StringBuilder(HOME_AND_CLEAR);
    line(
        screen,
        BOLD + "Sojourn demo" + PLAIN + "  %s   %.0f events/s   %,d events%s",
        clock(progress.running()),
        progress.eventsPerSecond(),
        counts.events(),
        progress.firstMail().map(after -> "   first mail after " + seconds(after)).orElse(""));
    endpoints.ifPresent(
        e ->
            line(
                screen,
                DIM + "Flink %s   Kafka %s   registry %s   (Ctrl-C ends)" + PLAIN,
                e.ui(),
                e.bootstrap(),
                e.registry()));
    heading(screen, "People inside each step");
    counts
        .peopleByJourneyAndStep()
        .forEach((journey, steps) -> journey(screen, counts, journey, steps));
    heading(screen, "Audiences");
    line(screen, "  %s", text(counts.membersByAudience()));
    heading(screen, "Messages");
    counts
        .requestedByChannel()
        .forEach(
            (channel, requested) ->
                line(
                    screen,
                    "  %-10s %,7d requested   %s",
                    channel,
                    requested,
                    text(counts.outcomesByChannel().getOrDefault(channel, Map.of()))));
    line(screen, "  %-10s %s", "not sent", text(counts.notSentByReason()));
    line(screen, "  %-10s %,d mails, %,d calls", "arrived", progress.mails(), progress.calls());
    if (!counts.deadLettersByCode().isEmpty()) {
      line(screen, "  %-10s %s", "dead", text(counts.deadLettersByCode()));
    }
    heading(screen, "Newest mails");
    for (Mail mail : progress.newest()) {
      line(screen, "  %s  %-28s %s", CLOCK.format(mail.at()), mail.to(), mail.subject());
    }
    out.print(screen);
    out.flush();
  }

  private static void journey(
      StringBuilder screen, Statistics.Snapshot counts, String journey, Map<String, Long> steps) {
    line(
        screen,
        "  " + BOLD + "%s" + PLAIN + "   %,d entered, %,d ended",
        journey,
        counts.entered().getOrDefault(journey, 0L),
        counts.ended().getOrDefault(journey, 0L));
    long most = steps.values().stream().mapToLong(Long::longValue).max().orElse(1);
    steps.forEach(
        (step, people) ->
            line(
                screen,
                "    %-20s %,6d %s",
                step,
                people,
                "█".repeat((int) Math.max(1, people * BAR / Math.max(1, most)))));
  }

  private static void heading(StringBuilder screen, String text) {
    line(screen, "");
    line(screen, BOLD + "%s" + PLAIN, text);
  }

  private static void line(StringBuilder screen, String format, Object... values) {
    screen.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
