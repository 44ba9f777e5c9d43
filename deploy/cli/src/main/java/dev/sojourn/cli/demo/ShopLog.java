package dev.sojourn.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How the shop writes to Sojourn's log: as any outside application would, with Kafka's client,
 * Avro, its own copy of the schemas and the registry's REST API, and with nothing of Sojourn's
 * code.
 */
final class ShopLog implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;
  private final Registered event;
  private final Registered update;
  private final Schema struct;
  private final AtomicLong failed = new AtomicLong();

  private record Registered(int id, Schema schema) {}

  ShopLog(String bootstrap, URI registry, String topic) {
    this.topic = topic;
    this.event = register(registry, topic, "customer-event.avsc");
    this.update = register(registry, topic, "profile-update.avsc");
    this.struct =
        event.schema.getField("properties").schema().getValueType().getTypes().stream()
            .filter(type -> type.getType() == Schema.Type.RECORD)
            .findFirst()
            .orElseThrow();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "client.id", "demo-shop",
                "acks", "all",
                "linger.ms", 20,
                "compression.type", "lz4"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  private static Registered register(URI registry, String topic, String resource) {
    try (InputStream file = ShopLog.class.getResourceAsStream("/demo/schemas/" + resource)) {
      Schema schema = new Schema.Parser().parse(file);
      String subject =
          URLEncoder.encode(topic + "-" + schema.getFullName(), StandardCharsets.UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(registry + "/subjects/" + subject + "/versions"))
              .timeout(Duration.ofSeconds(10))
              .header("Content-Type", "application/vnd.schemaregistry.v1+json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      JSON.createObjectNode().put("schema", schema.toString()).toString()))
              .build();
      // An upgrade to HTTP/2 within a POST makes some registries lose its body.
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (!answer.path("id").isInt()) {
        throw new IllegalStateException(
            "the registry refused the shop's schema: " + response.body());
      }
      return new Registered(answer.path("id").intValue(), schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** An object inside a property. */
  GenericRecord object(Map<String, Object> fields) {
    Schema members = struct.getField("members").schema();
    List<GenericRecord> list = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            list.add(
                new GenericRecordBuilder(members.getElementType())
                    .set("name", name)
                    .set("value", value)
                    .build()));
    return new GenericRecordBuilder(struct).set("members", list).build();
  }

  void event(String customer, String type, String id, long at, Map<String, Object> properties) {
    send(
        customer,
        event,
        new GenericRecordBuilder(event.schema)
            .set("type", type)
            .set("id", id)
            .set("occurredAt", at)
            .set("properties", properties)
            .build());
  }

  void update(
      String customer,
      String id,
      long at,
      Map<String, Object> attributes,
      Map<String, String> consents) {
    send(
        customer,
        update,
        new GenericRecordBuilder(update.schema)
            .set("id", id)
            .set("occurredAt", at)
            .set("attributes", attributes)
            .set("consents", consents)
            .build());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
  private void send(String key, Registered type, GenericRecord value) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream(256)) {
      bytes.write(0);
      bytes.write(ByteBuffer.allocate(4).putInt(type.id).array());
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(type.schema).write(value, encoder);
      encoder.flush();
      producer.send(
          new ProducerRecord<>(topic, key, bytes.toByteArray()),
          (metadata, thrown) -> {
            if (thrown != null) {
              failed.incrementAndGet();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many records the broker did not take. */
  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
