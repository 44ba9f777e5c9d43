package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.schemas.Topics;
import dev.sojourn.systemtest.core.Comparison;
import dev.sojourn.systemtest.core.ExpectedRequest;
import dev.sojourn.systemtest.core.PlainCore;
import dev.sojourn.systemtest.core.RequestLog;
import dev.sojourn.systemtest.outside.Customers;
import dev.sojourn.systemtest.outside.MailServer;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.Reports;
import dev.sojourn.systemtest.outside.SlidingWindow;
import dev.sojourn.systemtest.outside.SteadyStream;
import dev.sojourn.systemtest.outside.WebhookServer;
import dev.sojourn.systemtest.product.Definitions;
import dev.sojourn.systemtest.product.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the whole product, broker included, in the middle of {@value #EVENTS} events
 * with waits, twice. Started again on the same directory it must have made the requests that an
 * undisturbed run makes, id by id, and told of each what became of it.
 */
@Tag("campaign")
@Timeout(600)
class KillTest {
  private static final int EVENTS = 20_000;
  private static final int PER_SECOND = 1_500;
  private static final int PEOPLE = 1_500;
  private static final int LIMIT = 600;
  private static final Duration WAIT = Duration.ofSeconds(3);

  @TempDir Path directory;

  @Test
  void afterKillsTheRequestsAreThoseOfAnUndisturbedRun() throws Exception {
    try (WebhookServer http = new WebhookServer();
        MailServer mail = new MailServer();
        Product product = product(http, mail).start();
        OutsideProducer producer =
            new OutsideProducer(product.bootstrapServers(), product.registry(), product.prefix())) {
      Customers customers = new Customers(producer, PEOPLE, 42);
      customers.introduce();
      SteadyStream stream = SteadyStream.start(producer, customers, EVENTS, PER_SECOND);

      killAround(6_000, product, stream, http);
      product.start();
      killAround(13_000, product, stream, http);
      product.start();
      stream.goOn().end().get(180, TimeUnit.SECONDS);

      Topics topics = new Topics(product.prefix());
      PlainCore.Outcome undisturbed =
          PlainCore.settled(
              product.bootstrapServers(),
              product.registry(),
              topics,
              WAIT.plusSeconds(1),
              Duration.ofMinutes(2));
      assertThat(undisturbed.requests().size()).isGreaterThan(2_000);
      Map<String, ExpectedRequest> made = made(product, topics, undisturbed);
      receivers(http, mail, outcomes(product, topics, made.keySet()));
      assertThat(product.stop()).as("exit code after Ctrl-C").isZero();
    }
  }

  private Product product(WebhookServer http, MailServer mail) {
    Path definitions =
        Definitions.write(
            directory.resolve("definitions"),
            "busy-shop.yaml",
            Map.of(
                "HTTP_PORT", http.port(), "SMTP_PORT", mail.port(), "LIMIT", LIMIT, "WAIT", WAIT));
    return Product.embedded(directory.resolve("data"), definitions)
        .with("--checkpoint-interval", "PT2S");
  }

  /** In the middle of events, and of messages. */
  private static void killAround(
      int event, Product product, SteadyStream stream, WebhookServer http) {
    stream.goOnTo(event + 1_500);
    int before = http.calls().size();
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> stream.acknowledged() >= event && http.calls().size() > before + 50);
    product.kill();
    System.out.printf(
        "killed after %d events, %d calls%n", stream.acknowledged(), http.calls().size());
  }

  private static Map<String, ExpectedRequest> made(
      Product product, Topics topics, PlainCore.Outcome undisturbed) {
    try (RequestLog requests =
        RequestLog.fromStart(product.bootstrapServers(), product.registry(), topics)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  requests.poll().requests().keySet().containsAll(undisturbed.requests().keySet()));
      System.out.printf(
          "%d signals, %d requests; %d were written to the topic more than once%n",
          undisturbed.signals(), requests.requests().size(), requests.repeated());
      assertThat(requests.contradictions()).isEmpty();
      Comparison comparison = Comparison.of(undisturbed.requests(), requests.requests());
      assertThat(comparison.isEqual()).as(comparison::toString).isTrue();
      return requests.requests();
    }
  }

  /** What every request came to, by its first final report. */
  private static Map<String, String> outcomes(Product product, Topics topics, Set<String> made) {
    try (Reports reports =
        new Reports(product.bootstrapServers(), product.registry(), topics.signals())) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> reports.finals().keySet().containsAll(made));
      Map<String, List<String>> finals = reports.finals();
      assertThat(finals.keySet().equals(made)).as("a report of what was asked").isTrue();
      long repeated = finals.values().stream().filter(each -> each.size() > 1).count();
      System.out.printf(
          "outcomes %s; %d requests have more than one final report%n",
          reports.outcomes(), repeated);
      // Who orders while a reminder queues has it recalled.
      assertThat(reports.outcomes().keySet()).isSubsetOf("sent", "recalled");
      Map<String, String> outcomes = new TreeMap<>();
      finals.forEach((id, statuses) -> outcomes.put(id, statuses.get(0)));
      return outcomes;
    }
  }

  /** Without a ledger a message may be sent again after a kill: it is counted, until D7 ends it. */
  private static void receivers(WebhookServer http, MailServer mail, Map<String, String> outcomes) {
    Map<String, Integer> calls = http.callsByKey();
    Map<String, Integer> mails = mail.mailsById();
    Set<String> received = new TreeSet<>(calls.keySet());
    mails.keySet().forEach(id -> received.add(id.substring(1, id.indexOf('@'))));
    Set<String> sent = new TreeSet<>(outcomes.keySet());
    sent.removeIf(id -> !outcomes.get(id).equals("sent"));
    System.out.printf(
        "received %d calls of %d messages (%d more than once), %d mails of %d (%d more than once);"
            + " of messages that were not reported as sent, %d%n",
        http.calls().size(),
        calls.size(),
        calls.values().stream().filter(n -> n > 1).count(),
        mail.mails().size(),
        mails.size(),
        mails.values().stream().filter(n -> n > 1).count(),
        received.stream().filter(id -> !sent.contains(id)).count());
    assertThat(received.containsAll(sent)).as("all that is reported as sent").isTrue();
    assertThat(outcomes.keySet().containsAll(received)).as("nothing unasked").isTrue();
    // D3: also across a crash and a restart.
    int densest = SlidingWindow.largest(http.calls(), Duration.ofSeconds(1));
    System.out.printf("at most %d calls in any second; the limit is %d%n", densest, LIMIT);
    assertThat(densest).isLessThanOrEqualTo(LIMIT);
  }
}
