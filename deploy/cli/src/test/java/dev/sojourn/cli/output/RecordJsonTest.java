package dev.sojourn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.schemas.codec.Values;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  @Test
  void nestedObjectsAndInstantsAreReadable() {
    CustomerEvent event =
        CustomerEvent.newBuilder()
            .setType("cart.updated")
            .setId("e-1")
            .setOccurredAt(Instant.parse("2026-01-31T09:00:00Z"))
            .setProperties(
                Map.of("lines", List.of(Values.toStruct(Map.of("quantity", 2L))), "total", 1.5))
            .build();

    assertThat(RecordJson.of(event).toString())
        .isEqualTo(
            "{\"type\":\"cart.updated\",\"id\":\"e-1\",\"occurredAt\":\"2026-01-31T09:00:00Z\","
                + "\"properties\":{\"lines\":[{\"quantity\":2}],\"total\":1.5},\"hops\":0}");
  }

  @Test
  void bytesAreHexadecimalAndAbsentFieldsNull() {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setCode("no-magic")
            .setCategory("input")
            .setMessage("m")
            .setComponent("journeys")
            .setValue(ByteBuffer.wrap(new byte[] {1, (byte) 0xff}))
            .setAt(Instant.EPOCH)
            .build();

    assertThat(RecordJson.of(letter).get("value").textValue()).isEqualTo("01ff");
    assertThat(RecordJson.of(letter).get("topic").isNull()).isTrue();
  }
}
