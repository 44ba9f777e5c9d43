package dev.sojourn.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.avro.CampaignOrigin;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.Member;
import dev.sojourn.avro.Struct;
import dev.sojourn.schemas.history.ReleasedSchemas;
import dev.sojourn.schemas.registry.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes, reading them ends, and in nothing but a record or a refusal. */
class RecordDecodingPropertyTest {
  private static final DeliveryReport REPORT =
      DeliveryReport.newBuilder()
          .setRequestId("r-1")
          .setStatus("sent")
          .setAt(Instant.ofEpochMilli(1))
          .setChannel("email")
          .setOrigin(new CampaignOrigin("c", "run", "1"))
          .setAnswer(Values.toStruct(Map.of("a", List.of(1, "b", Map.of("c", true)))))
          .build();

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final RecordEncoder encoder = new RecordEncoder(registry, "signals");
  private final RecordDecoder decoder = new RecordDecoder(registry);

  @Provide
  Arbitrary<String> records() {
    return Arbitraries.of(ReleasedSchemas.records().toList());
  }

  @Property(tries = 3000)
  void anyBytesAreReadOrRefused(
      @ForAll("records") String record, @ForAll @Size(max = 100) byte[] noise) {
    int id = registry.add(ReleasedSchemas.newest(record).orElseThrow());

    readOrRefuse(noise);
    readOrRefuse(ByteBuffer.allocate(5 + noise.length).put((byte) 0).putInt(id).put(noise).array());
  }

  @Property(tries = 1000)
  void damagedRecordsAreReadOrRefused(
      @ForAll @IntRange(min = 0, max = 100) int position, @ForAll byte damage) {
    byte[] value = encoder.encode(REPORT);
    int at = Math.min(position, value.length - 1);
    readOrRefuse(Arrays.copyOf(value, at));
    value[at] = damage;
    readOrRefuse(value);
  }

  @Example
  void objectsInsideObjectsHaveAnEnd() {
    DeliveryReport deepest =
        DeliveryReport.newBuilder(REPORT).setAnswer(nested(Values.MAX_DEPTH)).build();
    DeliveryReport deeper =
        DeliveryReport.newBuilder(REPORT).setAnswer(nested(Values.MAX_DEPTH + 1)).build();

    assertThat(decoder.decode(encoder.encode(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> decoder.decode(encoder.encode(deeper)))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class,
            e -> assertThat(e.code()).isEqualTo("nested-too-deeply"));
  }

  @Example
  void bytesAfterTheRecordAreRefused() {
    byte[] value = encoder.encode(REPORT);

    assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(value, value.length + 1)))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class,
            e -> assertThat(e.code()).isEqualTo("bytes-unreadable"));
  }

  private void readOrRefuse(byte[] value) {
    try {
      assertThat(decoder.decode(value)).isNotNull();
    } catch (UnreadableRecordException e) {
      assertThat(e.code()).isNotEmpty();
    }
  }

  private static Struct nested(int depth) {
    Struct struct = new Struct(List.of());
    for (int i = 1; i < depth; i++) {
      struct = new Struct(List.of(new Member("a", struct)));
    }
    return struct;
  }
}
