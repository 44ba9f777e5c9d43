package dev.sojourn.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.local.Endpoints;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * One JSON object per line, told apart by {@code at}: {@code ready}, {@code first-mail}, {@code
 * progress}, {@code summary}.
 */
final class JsonView implements View {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;

  JsonView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  @Override
  public void say(String message) {
    // Programs wait for `ready`.
  }

  @Override
  public void ready(Endpoints endpoints, Duration after) {
    print(
        JSON.createObjectNode()
            .put("at", "ready")
            .put("afterMs", after.toMillis())
            .setAll(endpoints.toJson()));
  }

  @Override
  public void firstMail(Mail mail, Duration after) {
    print(
        JSON.createObjectNode()
            .put("at", "first-mail")
            .put("afterMs", after.toMillis())
            .put("to", mail.to())
            .put("subject", mail.subject()));
  }

  @Override
  public void show(Progress progress) {
    print(figures("progress", progress));
  }

  @Override
  public void summary(Progress progress) {
    print(figures("summary", progress));
  }

  private static ObjectNode figures(String at, Progress progress) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("at", at)
            .put("runningMs", progress.running().toMillis())
            .put("eventsPerSecond", Math.round(progress.eventsPerSecond()))
            .put("mails", progress.mails())
            .put("calls", progress.calls());
    progress.firstMail().ifPresent(after -> json.put("firstMailAfterMs", after.toMillis()));
    return json.setAll(JSON.<ObjectNode>valueToTree(progress.counts()));
  }

  private void print(Object json) {
    out.println(json);
    out.flush();
  }
}
