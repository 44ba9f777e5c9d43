package dev.sojourn.delivery.stream;

import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.Recall;
import dev.sojourn.delivery.RegistrySupplier;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.UnreadableRecordException.Code;
import dev.sojourn.schemas.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets readable requests and recalls through to their channels; the rest becomes dead letters, on
 * the side.
 */
public final class RequestIntake extends ProcessFunction<LogRecord, ChannelInput> {
  private static final long serialVersionUID = 1L;

  /** Where dead letters come out. */
  public static final OutputTag<OutgoingRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", OutgoingRecord.TYPE);

  /**
   * A name longer than this is no document's; it must also fit the key's form between operators.
   */
  private static final int LONGEST_NAME = 1_000;

  private final RegistrySupplier registry;
  private final String deadLetterTopic;
  private transient RecordDecoder decoder;
  private transient DeadLetters deadLetters;

  public RequestIntake(RegistrySupplier registry, String deadLetterTopic) {
    this.registry = registry;
    this.deadLetterTopic = deadLetterTopic;
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistry opened = registry.open();
    decoder = new RecordDecoder(opened);
    deadLetters = new DeadLetters(deadLetterTopic, "delivery/request-intake", opened);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<ChannelInput> out) {
    try {
      out.collect(new ChannelInput(channel(record), record.logTime(), record.value()));
    } catch (UnreadableRecordException unreadable) {
      context.output(
          DEAD_LETTERS,
          deadLetters.letter(record, unreadable.code(), "input", unreadable.getMessage()));
    }
  }

  private String channel(LogRecord record) {
    if (record.value() == null) {
      throw new UnreadableRecordException(Code.NO_MAGIC, "The record has no value.");
    }
    SpecificRecord decoded = decoder.decode(record.value());
    if (decoded instanceof MessageRequest request) {
      require("id", request.getId());
      require("profile", request.getProfile());
      require("template", request.getTemplate());
      return require("channel", request.getChannel());
    }
    if (decoded instanceof Recall recall) {
      require("requestId", recall.getRequestId());
      return require("channel", recall.getChannel());
    }
    throw new UnreadableRecordException(
        Code.TYPE_UNEXPECTED,
        "A "
            + decoded.getSchema().getName()
            + " does not belong into this topic. Write MessageRequest and Recall only.");
  }

  private static String require(String field, String value) {
    if (value.isEmpty()) {
      throw new UnreadableRecordException(
          Code.FIELD_MISSING, "The field " + field + " is empty. Fill it.");
    }
    if (value.length() > LONGEST_NAME) {
      throw new UnreadableRecordException(
          Code.VALUE_INVALID, "The field " + field + " is longer than " + LONGEST_NAME + ".");
    }
    return value;
  }
}
