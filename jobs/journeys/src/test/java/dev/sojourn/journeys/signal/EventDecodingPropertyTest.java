package dev.sojourn.journeys.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.Values;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;

/** What holds of every event, every layout, every compatible writer, and any bytes at all. */
class EventDecodingPropertyTest {
  private static final Map<String, Schema> WRITERS = EventWriters.compatible();

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final SignalDecoder decoder = new SignalDecoder(registry);
  private final RecordEncoder encoder = new RecordEncoder(registry, "signals");

  @Provide
  Arbitrary<Map<String, Object>> properties() {
    return Properties.maps();
  }

  @Provide
  Arbitrary<List<List<String>>> paths() {
    return Properties.paths();
  }

  @Provide
  Arbitrary<String> writers() {
    return Arbitraries.of(WRITERS.keySet());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void slotsEqualTheFullMapWalked(
      @ForAll("properties") Map<String, Object> properties,
      @ForAll("paths") List<List<String>> paths) {
    SlotLayout layout = SlotLayout.of(paths);

    CustomerEvent event = (CustomerEvent) decoder.decode(encode(properties), layout);

    assertThat(event.properties()).isEqualTo(properties);
    assertSlots(event, layout, properties);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyCompatibleWriterReadsTheSame(
      @ForAll("writers") String writer,
      @ForAll("properties") Map<String, Object> properties,
      @ForAll("paths") List<List<String>> paths) {
    Schema schema = WRITERS.get(writer);
    Map<String, Object> written =
        writer.equals("narrower values") ? scalarsOf(properties) : properties;
    byte[] value = EventWriters.write(registry.add(schema), schema, "seen", "e", 7, written);
    SlotLayout layout = SlotLayout.of(paths);

    assertThat(decoder.peek(value)).isEqualTo(new Peek(Peek.Kind.EVENT, "seen"));
    CustomerEvent event = (CustomerEvent) decoder.decode(value, layout);

    assertThat(event.type()).isEqualTo("seen");
    assertThat(event.id()).isEqualTo("e");
    assertThat(event.occurredAt()).isEqualTo(7);
    assertThat(event.hops()).isZero();
    assertThat(event.properties()).isEqualTo(written);
    assertSlots(event, layout, written);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void anyBytesAreRefusedOrRead(
      @ForAll("writers") String writer, @ForAll @Size(max = 200) byte[] noise) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.writeBytes(new byte[] {0, 0, 0, 0, (byte) registry.add(WRITERS.get(writer))});
    value.writeBytes(noise);

    assertRefusedOrRead(noise);
    assertRefusedOrRead(value.toByteArray());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void damagedEventsAreRefusedOrReadAsTheirOwnFullMap(
      @ForAll("writers") String writer,
      @ForAll("properties") Map<String, Object> properties,
      @ForAll("paths") List<List<String>> paths,
      @ForAll @IntRange(min = 5, max = 300) int position,
      @ForAll byte damage) {
    Schema schema = WRITERS.get(writer);
    Map<String, Object> written =
        writer.equals("narrower values") ? scalarsOf(properties) : properties;
    byte[] value = EventWriters.write(registry.add(schema), schema, "seen", "e", 7, written);
    value[Math.min(position, value.length - 1)] = damage;
    SlotLayout layout = SlotLayout.of(paths);

    try {
      CustomerEvent event = (CustomerEvent) decoder.decode(value, layout);
      assertSlots(event, layout, event.properties());
    } catch (UnreadableRecordException e) {
      assertThat(e.code()).isNotEmpty();
    }
    assertRefusedOrRead(Arrays.copyOf(value, Math.min(position, value.length)));
  }

  private void assertRefusedOrRead(byte[] value) {
    try {
      decoder.peek(value);
      CustomerEvent event =
          (CustomerEvent)
              decoder.decode(value, SlotLayout.of(List.of(List.of("a"), List.of("b", "a"))));
      event.properties();
    } catch (UnreadableRecordException e) {
      assertThat(e.code()).isNotEmpty();
    }
  }

  private static void assertSlots(
      CustomerEvent event, SlotLayout layout, Map<String, Object> properties) {
    for (int slot = 0; slot < layout.size(); slot++) {
      assertThat(event.slot(slot))
          .as("slot of %s", layout.paths().get(slot))
          .isEqualTo(SlotLayout.walk(properties, layout.paths().get(slot)));
    }
  }

  private static Map<String, Object> scalarsOf(Map<String, Object> properties) {
    Map<String, Object> scalars = new HashMap<>(properties);
    scalars.values().removeIf(value -> value instanceof List || value instanceof Map);
    return scalars;
  }

  private byte[] encode(Map<String, Object> properties) {
    return encoder.encode(
        new dev.sojourn.avro.CustomerEvent(
            "seen", "e", Instant.ofEpochMilli(7), Values.toAvro(properties), 0));
  }
}
