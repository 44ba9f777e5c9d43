package dev.sojourn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.journeys.definition.CountQuestion;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.definition.LoggedEvent;
import dev.sojourn.journeys.directory.Listed;
import dev.sojourn.journeys.intake.Inbound;
import dev.sojourn.journeys.output.Destination;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.source.LogRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What travels between operators arrives as it was sent, and its serializers can be restored from a
 * savepoint.
 */
class InFlightTypesTest {
  private static final byte[] BYTES = {0, 1, -1};

  static Stream<Arguments> records() {
    Output output = new Output(Destination.SIGNALS, 3, BYTES, BYTES);
    return Stream.of(
        Arguments.of(LogRecord.TYPE, new LogRecord(BYTES, BYTES, 1, 2, 3)),
        Arguments.of(LogRecord.TYPE, new LogRecord(null, null, 1, 2, LogRecord.NO_LOG_TIME)),
        Arguments.of(Output.TYPE, output),
        Arguments.of(
            Output.TYPE, new Output(Destination.DEAD_LETTERS, Output.BY_KEY, null, new byte[0])),
        Arguments.of(Inbound.TYPE, new Inbound.Signal("Жанна", 3, 4, 5, BYTES)),
        Arguments.of(Inbound.TYPE, new Inbound.Redirected("ann", output)),
        Arguments.of(
            DefinitionNews.TYPE,
            new DefinitionNews.Published(
                new DefinitionRecord.Version(Kind.AUDIENCE, "vip", 1, "{}", 9))),
        Arguments.of(
            DefinitionNews.TYPE,
            new DefinitionNews.Published(
                new DefinitionRecord.Pointer(Kind.AUDIENCE, "vip", 1, PublicationState.LIVE, 9))),
        Arguments.of(DefinitionNews.TYPE, new DefinitionNews.TimeReached(7)),
        Arguments.of(
            DefinitionNews.TYPE,
            new DefinitionNews.Asked(
                new CountQuestion("q", CountQuestion.Subject.JOURNEY, "carts", List.of(1, 2), 9))),
        Arguments.of(
            DefinitionNews.TYPE,
            new DefinitionNews.Asked(
                new CountQuestion(
                    "q", CountQuestion.Subject.JOURNEY, "carts", List.of(1, 2), true, 9))),
        Arguments.of(
            DefinitionNews.TYPE,
            new DefinitionNews.Happened(
                new LoggedEvent(
                    new BusinessEvent(
                        "delay", "e/1", -5, 9, Map.of("n", 1L, "list", List.of("a", true))),
                    0,
                    1L << 40))),
        Arguments.of(Listed.TYPE, new Listed("ann", new Effect.Listing("people", "", "", true, 9))),
        Arguments.of(DefinitionNews.TYPE, new DefinitionNews.Refused(output)));
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void arrivesAsItWasSent(TypeInformation<T> type, T record) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer sent = new DataOutputSerializer(64);
    serializer.serialize(record, sent);
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(sent.getCopyOfBuffer()), copied);
    DataInputDeserializer arrived = new DataInputDeserializer(copied.getCopyOfBuffer());
    assertThat(serializer.deserialize(arrived)).usingRecursiveComparison().isEqualTo(record);
    assertThat(arrived.available()).isZero();
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void theSerializerComesBackFromASavepoint(TypeInformation<T> type, T record)
      throws Exception {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer written = new DataOutputSerializer(64);
    TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
        written, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
            new DataInputDeserializer(written.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
    assertThat(InstantiationUtil.clone(type)).isEqualTo(type);
  }
}
