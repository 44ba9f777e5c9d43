package dev.sojourn.systemtest.core;

import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.CachingDocumentParser;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The definitions' log as the history that the engine asks. What cannot be used is passed over, as
 * the job does after it has written it to the dead letters.
 */
final class RecordedDefinitions {
  private static final int CACHED = 1_000;

  private final DocumentParser parser = new CachingDocumentParser(new Documents(), CACHED);
  private final RecordDecoder decoder;
  private final DefinitionHistory history = new DefinitionHistory(parser, refused -> {});

  private RecordedDefinitions(SchemaRegistry registry) {
    decoder = new RecordDecoder(registry);
  }

  /**
   * @param log of the one partition that definitions have
   */
  static DefinitionHistory read(RecordedLog log, SchemaRegistry registry) {
    RecordedDefinitions definitions = new RecordedDefinitions(registry);
    long now = Long.MIN_VALUE;
    for (ConsumerRecord<byte[], byte[]> record : log.partitions().get(0)) {
      now = Math.max(now, record.timestamp());
      definitions.history.advance(now);
      definitions.record(record, now).ifPresent(definitions.history::add);
    }
    return definitions.history;
  }

  private Optional<DefinitionRecord> record(ConsumerRecord<byte[], byte[]> record, long logTime) {
    if (record.value() == null) {
      return Optional.empty();
    }
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    try {
      SpecificRecord value = decoder.decode(record.value());
      if (value instanceof Definition definition) {
        return version(definition, key, logTime);
      }
      return value instanceof Pointer pointer ? pointer(pointer, key, logTime) : Optional.empty();
    } catch (UnreadableRecordException | DefinitionException e) {
      return Optional.empty();
    }
  }

  private Optional<DefinitionRecord> version(Definition record, String key, long logTime) {
    Optional<Kind> kind = Kind.ofLabel(record.getKind());
    String due = record.getKind() + "/" + record.getName() + "/" + record.getVersion();
    if (kind.isEmpty() || !key.equals(due)) {
      return Optional.empty();
    }
    var document = parser.parse(kind.get(), record.getDocument());
    if (!document.name().equals(record.getName()) || document.version() != record.getVersion()) {
      return Optional.empty();
    }
    return Optional.of(
        new DefinitionRecord.Version(
            kind.get(), record.getName(), record.getVersion(), record.getDocument(), logTime));
  }

  private static Optional<DefinitionRecord> pointer(Pointer record, String key, long logTime) {
    Optional<Kind> kind = Kind.ofLabel(record.getKind());
    Optional<PublicationState> state = PublicationState.ofLabel(record.getState());
    if (kind.isEmpty()
        || state.isEmpty()
        || !key.equals(
            record.getKind() + "/" + record.getName() + (state.get().isTrial() ? "/trial" : ""))) {
      return Optional.empty();
    }
    return Optional.of(
        new DefinitionRecord.Pointer(
            kind.get(), record.getName(), record.getVersion(), state.get(), logTime));
  }
}
