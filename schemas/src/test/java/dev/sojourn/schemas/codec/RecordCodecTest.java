package dev.sojourn.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.Tick;
import dev.sojourn.schemas.history.ReleasedSchemas;
import dev.sojourn.schemas.registry.InMemorySchemaRegistry;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
  private static final CustomerEvent EVENT =
      new CustomerEvent(
          "order.placed",
          "o-1",
          Instant.ofEpochMilli(1_000),
          Values.toAvro(
              Map.of(
                  "total",
                  12.5,
                  "items",
                  List.of(Map.of("sku", "a", "count", 2L), "gift", true),
                  "address",
                  Map.of("city", "Lyon"))),
          0);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final RecordEncoder encoder = new RecordEncoder(registry, "sojourn.signals");
  private final RecordDecoder decoder = new RecordDecoder(registry);

  @Test
  void whatIsWrittenIsRead() {
    assertThat(decoder.decode(encoder.encode(EVENT))).isEqualTo(EVENT);
  }

  @Test
  void instantsThatMayBeNullAreReadAsInstants() {
    JourneyStep step =
        JourneyStep.newBuilder()
            .setProfile("ann")
            .setJourney("welcome")
            .setVersion(1)
            .setKind("waiting")
            .setAt(Instant.ofEpochMilli(1_000))
            .setUntil(Instant.ofEpochMilli(2_000))
            .build();

    assertThat(decoder.decode(encoder.encode(step))).isEqualTo(step);
  }

  @Test
  void theFrameIsTheRegistrysWireFormat() {
    byte[] value = encoder.encode(new Tick(Instant.ofEpochMilli(64)));

    assertThat(value).containsExactly(0, 0, 0, 0, 1, 0x80, 0x01);
  }

  @Test
  void aSchemaIsRegisteredOnceInItsReleasedFormUnderTopicAndRecordName() {
    record Registration(String subject, Schema schema) {}
    var seen = new java.util.ArrayList<Registration>();
    SchemaRegistry recording =
        new SchemaRegistry() {
          @Override
          public int register(String subject, Schema schema) {
            seen.add(new Registration(subject, schema));
            return registry.register(subject, schema);
          }

          @Override
          public Schema schema(int id) {
            throw new AssertionError("Writing asks for no schema.");
          }
        };
    RecordEncoder recorded = new RecordEncoder(recording, "shop.signals");

    recorded.encode(EVENT);
    recorded.encode(EVENT);

    assertThat(seen)
        .containsExactly(
            new Registration(
                "shop.signals-dev.sojourn.avro.CustomerEvent",
                ReleasedSchemas.newest("dev.sojourn.avro.CustomerEvent").orElseThrow()));
    assertThat(seen.get(0).schema().toString()).doesNotContain("avro.java.string");
  }

  @Test
  void aRecordThatCouldNotBeWrittenLeavesNothingBehind() {
    CustomerEvent broken = CustomerEvent.newBuilder(EVENT).build();
    broken.put("properties", Map.of("x", new Object()));

    assertThatThrownBy(() -> encoder.encode(broken)).isInstanceOf(RuntimeException.class);

    assertThat(decoder.decode(encoder.encode(EVENT))).isEqualTo(EVENT);
  }

  @Test
  void theSchemaIsFetchedOncePerId() {
    byte[] value = encoder.encode(EVENT);
    int before = registry.questions();

    decoder.decode(value);
    decoder.decode(value);

    assertThat(registry.questions() - before).isEqualTo(1);
  }

  @Test
  void instantsKeepTheirMilliseconds() {
    Tick tick = new Tick(Instant.parse("2026-03-29T01:00:00.123Z"));

    assertThat(decoder.decode(encoder.encode(tick))).isEqualTo(tick);
  }

  @Test
  void aDecoderCanBeUsedAgainAfterBrokenBytes() {
    byte[] value = encoder.encode(EVENT);
    byte[] cut = ByteBuffer.allocate(value.length - 3).put(value, 0, value.length - 3).array();

    assertThatThrownBy(() -> decoder.decode(cut)).isInstanceOf(UnreadableRecordException.class);

    assertThat(decoder.decode(value)).isEqualTo(EVENT);
  }
}
