package dev.sojourn.journeys.signal;

import dev.sojourn.avro.Command;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.Tick;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.UnreadableRecordException.Code;
import dev.sojourn.schemas.codec.WriterSchema;
import dev.sojourn.schemas.codec.WriterSchemas;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the values on {@code signals}. Both methods throw {@link UnreadableRecordException} for
 * what cannot be read or makes no sense, and {@link
 * dev.sojourn.schemas.registry.RegistryUnavailableException} if a schema is seen for the first time
 * and the registry does not answer.
 *
 * <p>Not thread-safe. What it returns belongs to the same thread, and may come back to this decoder
 * for an event's further properties.
 */
public final class SignalDecoder {
  private static final Map<String, Peek> KINDS =
      Map.of(
          CustomerEvent.getClassSchema().getFullName(), new Peek(Peek.Kind.EVENT, ""),
          ProfileUpdate.getClassSchema().getFullName(), new Peek(Peek.Kind.UPDATE, ""),
          DeliveryReport.getClassSchema().getFullName(), new Peek(Peek.Kind.REPORT, ""),
          EntryRequest.getClassSchema().getFullName(), new Peek(Peek.Kind.ENTRY_REQUEST, ""),
          Command.getClassSchema().getFullName(), new Peek(Peek.Kind.COMMAND, ""),
          Tick.getClassSchema().getFullName(), new Peek(Peek.Kind.TICK, ""));

  private final WriterSchemas writers;
  private final RecordDecoder records;
  private final EventReader events = new EventReader();
  private final Map<WriterSchema, Peek> kinds = new HashMap<>();

  public SignalDecoder(SchemaRegistry registry) {
    this.writers = new WriterSchemas(registry);
    this.records = new RecordDecoder(writers);
  }

  /**
   * What kind of record this is, and of an event its type: enough to pass over what nobody is
   * interested in. Nothing after that is looked at, so a record that can be peeked at may still be
   * unreadable.
   *
   * @param value null where the record on the topic has none
   */
  public Peek peek(byte[] value) {
    WriterSchema schema = writers.of(value);
    Peek kind = kind(schema);
    return kind.kind() == Peek.Kind.EVENT ? events.peek(schema, value) : kind;
  }

  /**
   * The signal. A tick is none: it is refused as {@link Code#TYPE_UNEXPECTED}.
   *
   * @param layout which properties of an event are put into slots; other signals have none
   */
  public Signal decode(byte[] value, SlotLayout layout) {
    WriterSchema schema = writers.of(value);
    return kind(schema).kind() == Peek.Kind.EVENT
        ? events.read(schema, value, layout)
        : RecordSignals.of(records.decode(value));
  }

  private Peek kind(WriterSchema schema) {
    Peek kind = kinds.get(schema);
    if (kind == null) {
      kind = KINDS.get(schema.fullName());
      if (kind == null) {
        throw RecordSignals.unexpected(schema.fullName());
      }
      kinds.put(schema, kind);
    }
    return kind;
  }
}
