package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.Reports;
import dev.sojourn.systemtest.outside.SlidingWindow;
import dev.sojourn.systemtest.outside.WebhookServer;
import dev.sojourn.systemtest.product.Definitions;
import dev.sojourn.systemtest.product.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * D3 at the provider itself: a limit of {@value #LIMIT} per second under a burst of {@value
 * #BURST}. No window of a second, wherever it begins, holds more, and nothing is lost.
 */
@Timeout(600)
class LimitTest {
  private static final int BURST = 1_000;
  private static final int LIMIT = 50;

  @TempDir Path directory;

  @Test
  void noWindowOfASecondHoldsMoreThanTheLimit_D3() {
    try (WebhookServer http = new WebhookServer();
        Product product = product(http).start();
        OutsideProducer producer =
            new OutsideProducer(product.bootstrapServers(), product.registry(), product.prefix())) {
      for (int i = 0; i < BURST; i++) {
        producer.event("person-" + i, "thing.happened", "event-" + i, Map.of());
      }
      producer.flush();

      await().atMost(Duration.ofSeconds(90)).until(() -> http.callsByKey().size() >= BURST);
      try (Reports reports =
          new Reports(
              product.bootstrapServers(), product.registry(), product.prefix() + "signals")) {
        await().atMost(Duration.ofSeconds(30)).until(() -> reports.finals().size() >= BURST);
        assertThat(reports.finals()).hasSize(BURST);
        assertThat(reports.finals().values()).as("one each").containsOnly(List.of("sent"));
      }
      assertThat(http.calls()).as("none lost, none twice").hasSize(BURST);
      int densest = SlidingWindow.largest(http.calls(), Duration.ofSeconds(1));
      System.out.printf(
          "%d calls in %.1f s, at most %d in any second; the limit is %d%n",
          http.calls().size(), seconds(http.calls()), densest, LIMIT);
      assertThat(densest).isLessThanOrEqualTo(LIMIT);
      // It is a limit, not a brake: most of what it allows is used.
      assertThat(seconds(http.calls())).isLessThan(1.5 * BURST / LIMIT);
    }
  }

  private Product product(WebhookServer http) {
    Path definitions =
        Definitions.write(
            directory.resolve("definitions"),
            "narrow-hook.yaml",
            Map.of("HTTP_PORT", http.port(), "LIMIT", LIMIT));
    return Product.embedded(directory.resolve("data"), definitions);
  }

  private static double seconds(List<WebhookServer.Call> calls) {
    Comparator<WebhookServer.Call> byTime = Comparator.comparingLong(WebhookServer.Call::nanos);
    long first = calls.stream().min(byTime).orElseThrow().nanos();
    long last = calls.stream().max(byTime).orElseThrow().nanos();
    return (last - first) / 1e9;
  }
}
