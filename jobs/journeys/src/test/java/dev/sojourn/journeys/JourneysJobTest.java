package dev.sojourn.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.journeys.fixture.Installation;
import dev.sojourn.journeys.fixture.LogWriter;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.fixture.TestBroker;
import dev.sojourn.journeys.fixture.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker: events in, effects out. */
class JourneysJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new TestBroker(directory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aCartThatIsLeftIsAnsweredWithAMail() throws Exception {
    Installation shop = new Installation(broker, "mail.");
    JobClient job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader changes = shop.reader(shop.topics().audienceChanges());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      for (Document document : Shop.documents(Duration.ofSeconds(1))) {
        log.publish(document);
      }
      log.address("ann", "ann@example.com");
      log.address("bob", "bob@example.com");
      awaitEffect(log, steps);

      log.event("ann", "cart.updated", "cart-1", Map.of("cartId", "c1"));
      log.event("bob", "cart.updated", "cart-2", Map.of("cartId", "c2"));
      log.event("bob", "order.placed", "order-1", Map.of());

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(requests.all(MessageRequest.class))
                      .extracting(MessageRequest::getProfile)
                      .contains("ann"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(changes.all(AudienceChange.class))
                      .extracting(AudienceChange::getProfile)
                      .contains("bob"));
      assertThat(requests.all(MessageRequest.class))
          .extracting(MessageRequest::getProfile)
          .doesNotContain("bob");
    } finally {
      job.cancel().get();
    }
  }

  /** Definitions take effect a second after their publication; until then carts start nothing. */
  private static void awaitEffect(LogWriter log, TopicReader steps) {
    int[] tries = {0};
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              log.event("probe", "cart.updated", "probe-" + tries[0]++, Map.of("cartId", "probe"));
              assertThat(steps.all(JourneyStep.class)).isNotEmpty();
            });
  }
}
