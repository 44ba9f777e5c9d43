package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.systemtest.outside.GenericRecords;
import dev.sojourn.systemtest.outside.MailServer;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.OutsideReader;
import dev.sojourn.systemtest.outside.OutsideSchemas;
import dev.sojourn.systemtest.outside.WebhookServer;
import dev.sojourn.systemtest.product.Definitions;
import dev.sojourn.systemtest.product.Product;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A producer that knows nothing of the product but its topics and schemas publishes events; an HTTP
 * server and an SMTP server of the test's own get the messages.
 */
@Timeout(600)
class OutsideProducerTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir static Path directory;

  @AutoClose private static WebhookServer http;
  @AutoClose private static MailServer mail;
  @AutoClose private static Product product;
  @AutoClose private static OutsideProducer producer;

  @BeforeAll
  static void start() {
    http = new WebhookServer();
    mail = new MailServer();
    Path definitions =
        Definitions.write(
            directory.resolve("definitions"),
            "shop.yaml",
            Map.of("HTTP_PORT", http.port(), "SMTP_PORT", mail.port()));
    long began = System.nanoTime();
    product = Product.embedded(directory.resolve("data"), definitions).start();
    System.out.printf(
        "ready after %.1f s: %s%n", (System.nanoTime() - began) / 1e9, product.ready());
    producer =
        new OutsideProducer(product.bootstrapServers(), product.registry(), product.prefix());
  }

  @Test
  void anEventBecomesAPost() {
    producer.event(
        "ann",
        "order.placed",
        "order-event-1",
        Map.of(
            "orderId", "o-1", "total", 12.5, "address", Map.of("city", "Lyon"), "cartId", "none"));
    producer.flush();

    WebhookServer.Call call = callWith("o-1");
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/hook");
    assertThat(call.bearer()).isEqualTo("Bearer " + Product.SHOP_TOKEN);
    assertThat(call.body())
        .isEqualTo(
            "{\"customer\": \"ann\", \"order\": \"o-1\", \"city\": \"Lyon\", \"total\": 12.5 }");

    // The key is the request's id, and the log tells that it was sent.
    try (OutsideReader reports =
        OutsideReader.of(
            product.bootstrapServers(), product.registry(), signals(), "DeliveryReport")) {
      await()
          .atMost(SOON)
          .until(() -> reports.entries().stream().anyMatch(e -> e.key().equals("ann")));
      assertThat(reports.entries())
          .filteredOn(report -> report.key().equals("ann"))
          .singleElement()
          .satisfies(
              report -> {
                assertThat(report.text("requestId")).isEqualTo(call.idempotencyKey());
                assertThat(report.text("status")).isEqualTo("sent");
              });
    }
  }

  @Test
  void anEventBecomesAMail() {
    producer.update(
        "bob",
        "bob-1",
        Map.of("email", "bob@example.com", "firstName", "Bob"),
        Map.of("email", "in"));
    producer.update(
        "eve",
        "eve-1",
        Map.of("email", "eve@example.com", "firstName", "Eve"),
        Map.of("email", "in"));
    producer.event("bob", "cart.updated", "bob-2", Map.of("cartId", "c-1", "items", 3L));
    producer.event("eve", "cart.updated", "eve-2", Map.of("cartId", "c-2", "items", 1L));
    producer.event(
        "eve",
        "order.placed",
        "eve-3",
        Map.of("cartId", "c-2", "orderId", "o-2", "total", 1L, "address", Map.of("city", "Oslo")));
    producer.flush();

    await().atMost(SOON).until(() -> !mail.mails().isEmpty());
    // Eve's order came before her cart had waited; her confirmation shows that it was handled.
    callWith("o-2");
    assertThat(mail.mails()).hasSize(1);
    MailServer.Mail received = mail.mails().get(0);
    assertThat(received.to()).isEqualTo("bob@example.com");
    assertThat(received.from()).isEqualTo("shop@example.com");
    assertThat(received.subject()).isEqualTo("Bob, your cart is waiting");
    assertThat(received.text().strip()).isEqualTo("Hello Bob, 3 items are in cart c-1.");
    assertThat(received.html().strip()).isEqualTo("<p>Hello Bob, 3 items are in cart c-1.</p>");
  }

  @Test
  void anAudienceStartsACallWhoseAnswerIsEmittedAndStartsAnotherJourney() {
    http.answer("/tier", "{\"tier\": \"gold\", \"points\": 41}");
    producer.event("liz", "lamp.bought", "lamp-1", Map.of());
    producer.event("liz", "lamp.bought", "lamp-2", Map.of());
    producer.flush();

    WebhookServer.Call thanks = callWith("liz", "/hook");
    assertThat(thanks.body())
        .isEqualTo("{\"thanks\": \"liz\", \"tier\": \"gold\", \"points\": 42 }");
    assertThat(http.calls())
        .filteredOn(call -> call.path().equals("/tier"))
        .extracting(WebhookServer.Call::body)
        .containsExactly("{\"tierOf\": \"liz\"}");
  }

  @Test
  void aProducerWithAnotherCompatibleSchemaIsRead() {
    // A field of their own, and none of ours that has a default.
    String text = OutsideSchemas.text("CustomerEvent");
    Schema theirs =
        new Schema.Parser()
            .parse(
                text.replaceFirst(
                    "\"name\": \"hops\",\\s*\"type\": \"int\",\\s*\"default\": 0",
                    "\"name\": \"device\", \"type\": \"string\", \"default\": \"\""));
    assertThat(theirs.getField("hops")).isNull();
    int id = producer.schemaId("signals", theirs);
    byte[] value =
        GenericRecords.frame(
            id,
            GenericRecords.of(
                theirs,
                Map.of(
                    "type", "order.placed",
                    "id", "cem-1",
                    "occurredAt", Instant.now().toEpochMilli(),
                    "device", "phone",
                    "properties",
                        Map.of("orderId", "o-3", "total", 7L, "address", Map.of("city", "Bern")))));
    producer.send(new ProducerRecord<>(signals(), "cem".getBytes(StandardCharsets.UTF_8), value));
    producer.flush();

    assertThat(callWith("o-3").body()).contains("Bern");
  }

  @Test
  void itServesOnThePortsThatItWasGiven() {
    assertThat(product.bootstrapServers()).endsWith(":" + product.option("--kafka-port"));
    assertThat(product.registry()).hasPort(Integer.parseInt(product.option("--registry-port")));
    assertThat(product.flink()).hasPort(Integer.parseInt(product.option("--ui-port")));
  }

  private static WebhookServer.Call callWith(String order) {
    return callWith(order, "/hook");
  }

  private static WebhookServer.Call callWith(String word, String path) {
    String text = "\"" + word + "\"";
    return await()
        .atMost(SOON)
        .until(
            () ->
                http.calls().stream()
                    .filter(call -> call.path().equals(path) && call.body().contains(text))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static String signals() {
    return product.prefix() + "signals";
  }
}
