package dev.sojourn.delivery.stream;

import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.delivery.RegistrySupplier;
import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import dev.sojourn.delivery.definition.LiveDefinitions;
import dev.sojourn.delivery.definition.SpecException;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets channels and templates through that this job can use; those that it cannot become dead
 * letters, on the side (rule 8).
 */
public final class DefinitionIntake extends ProcessFunction<LogRecord, DefinitionChange> {
  private static final long serialVersionUID = 1L;

  /** Where dead letters come out. */
  public static final OutputTag<OutgoingRecord> DEAD_LETTERS =
      new OutputTag<>("definition-dead-letters", OutgoingRecord.TYPE);

  private final RegistrySupplier registry;
  private final String deadLetterTopic;
  private transient RecordDecoder decoder;
  private transient DeadLetters deadLetters;

  public DefinitionIntake(RegistrySupplier registry, String deadLetterTopic) {
    this.registry = registry;
    this.deadLetterTopic = deadLetterTopic;
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistry opened = registry.open();
    decoder = new RecordDecoder(opened);
    deadLetters = new DeadLetters(deadLetterTopic, "delivery/definition-intake", opened);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<DefinitionChange> out) {
    if (record.value() == null) {
      // Versions are never deleted, and what is live is said by pointers: a tombstone says nothing.
      return;
    }
    try {
      Optional<DefinitionChange> change = change(decoder.decode(record.value()));
      if (change.isPresent()) {
        new LiveDefinitions().apply(change.get());
        out.collect(change.get());
      }
    } catch (UnreadableRecordException unreadable) {
      context.output(
          DEAD_LETTERS,
          deadLetters.letter(record, unreadable.code(), "input", unreadable.getMessage()));
    } catch (SpecException unusable) {
      context.output(
          DEAD_LETTERS,
          deadLetters.letter(record, "definition-invalid", "definition", unusable.getMessage()));
    }
  }

  private static Optional<DefinitionChange> change(SpecificRecord record) {
    if (record instanceof Definition definition) {
      return Kind.ofLabel(definition.getKind())
          .map(
              kind ->
                  DefinitionChange.version(
                      kind,
                      definition.getName(),
                      definition.getVersion(),
                      definition.getDocument()));
    }
    if (record instanceof Pointer pointer) {
      return Kind.ofLabel(pointer.getKind())
          .map(
              kind ->
                  DefinitionChange.pointer(
                      kind,
                      pointer.getName(),
                      pointer.getVersion(),
                      Standing.ofState(pointer.getState())));
    }
    return Optional.empty();
  }
}
