package dev.sojourn.cli.demo;

import dev.sojourn.local.Endpoints;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One line now and then: for logs and pipes. */
class LineView implements View {
  final PrintWriter out;

  LineView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void say(String message) {
    print(message);
  }

  @Override
  public void ready(Endpoints endpoints, Duration after) {
    print("ready after " + seconds(after));
    print("  Kafka            " + endpoints.bootstrap());
    print("  schema registry  " + endpoints.registry());
    print("  Flink            " + endpoints.ui());
  }

  @Override
  public void firstMail(Mail mail, Duration after) {
    print(
        "first mail after "
            + seconds(after)
            + ": to "
            + mail.to()
            + ", \""
            + mail.subject()
            + "\"");
  }

  @Override
  public void show(Progress progress) {
    print(
        String.format(
            Locale.ROOT,
            "%s  %.0f events/s  %d events  %d people inside  %d mails  %d calls  messages: %s",
            clock(progress.running()),
            progress.eventsPerSecond(),
            progress.counts().events(),
            progress.counts().peopleByJourneyAndStep().values().stream()
                .flatMap(steps -> steps.values().stream())
                .mapToLong(Long::longValue)
                .sum(),
            progress.mails(),
            progress.calls(),
            text(progress.counts().outcomesByChannel())));
  }

  @Override
  public void summary(Progress progress) {
    Statistics.Snapshot counts = progress.counts();
    print("");
    print("The demo ran for " + clock(progress.running()) + ".");
    print("  events      " + counts.events() + "  " + text(counts.eventsByType()));
    print("  journeys    entered " + text(counts.entered()) + "; ended " + text(counts.ended()));
    print("  requested   " + text(counts.requestedByChannel()));
    print("  outcomes    " + text(counts.outcomesByChannel()));
    print("  not sent    " + text(counts.notSentByReason()));
    print("  arrived     " + progress.mails() + " mails, " + progress.calls() + " calls");
    if (!counts.deadLettersByCode().isEmpty()) {
      print("  dead letters " + text(counts.deadLettersByCode()));
    }
  }

  void print(String line) {
    out.println(line);
    out.flush();
  }

  static String text(Map<String, ?> counts) {
    if (counts.isEmpty()) {
      return "none";
    }
    return counts.entrySet().stream()
        .map(
            entry ->
                entry.getValue() instanceof Map<?, ?> inner
                    ? entry.getKey() + " (" + text(asText(inner)) + ")"
                    : entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Object> asText(Map<?, ?> map) {
    Map<String, Object> text = new java.util.TreeMap<>();
    map.forEach((key, value) -> text.put(key.toString(), value));
    return text;
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }

  static String clock(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
