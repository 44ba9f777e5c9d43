package dev.sojourn.delivery.stream;

import dev.sojourn.delivery.RegistrySupplier;
import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionReader;
import dev.sojourn.delivery.definition.SpecException;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.RegistryUnavailableException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets channels and templates through that this job can use; those that it cannot, and versions
 * that came before with another content, become dead letters, on the side (rule 8). Runs in one
 * subtask.
 */
public final class DefinitionIntake extends ProcessFunction<LogRecord, DefinitionChange>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** Where dead letters come out. */
  public static final OutputTag<OutgoingRecord> DEAD_LETTERS =
      new OutputTag<>("definition-dead-letters", OutgoingRecord.TYPE);

  private static final ListStateDescriptor<String> VERSIONS =
      new ListStateDescriptor<>("versions", Types.STRING);

  private final RegistrySupplier registry;
  private final String deadLetterTopic;
  private transient RecordDecoder decoder;
  private transient DeadLetters deadLetters;
  private transient FirstVersions versions;
  private transient ListState<String> storedVersions;

  public DefinitionIntake(RegistrySupplier registry, String deadLetterTopic) {
    this.registry = registry;
    this.deadLetterTopic = deadLetterTopic;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    versions = new FirstVersions();
    storedVersions = context.getOperatorStateStore().getListState(VERSIONS);
    for (String stored : storedVersions.get()) {
      versions.restore(stored);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    storedVersions.update(versions.stored());
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
    Optional<DefinitionChange> change = take(record, context);
    // Collecting lies outside: what fails further down is not the record's fault.
    change.ifPresent(out::collect);
  }

  private Optional<DefinitionChange> take(LogRecord record, Context context) {
    try {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      Optional<DefinitionChange> change =
          DefinitionReader.read(decoder.decode(record.value()), key);
      if (change.isPresent()
          && change.get().document().isPresent()
          && !versions.accepts(change.get())) {
        refuse(
            record,
            context,
            "definition-changed",
            "definition",
            "this version was published before with another content, which stands; publish the"
                + " new content as a new version");
        return Optional.empty();
      }
      return change;
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (UnreadableRecordException unreadable) {
      refuse(record, context, unreadable.code(), "input", unreadable.getMessage());
    } catch (SpecException unusable) {
      refuse(record, context, "definition-invalid", "definition", unusable.getMessage());
    } catch (RuntimeException | StackOverflowError unforeseen) {
      // Nobody foresaw this document; it must not stop the job all the same.
      refuse(
          record,
          context,
          "definition-invalid",
          "definition",
          "the document cannot be read: " + unforeseen);
    }
    return Optional.empty();
  }

  private void refuse(
      LogRecord record, Context context, String code, String category, String message) {
    context.output(DEAD_LETTERS, deadLetters.letter(record, code, category, message));
  }
}
