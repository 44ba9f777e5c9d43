package dev.sojourn.schemas.codec;

import java.util.Objects;

/**
 * A value on a topic that cannot be read, or makes no sense. Bad input: it goes to the dead letters
 * with its bytes, and the job runs on (rule 8). The message says what is wrong and holds no values
 * of the record.
 */
public final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  public UnreadableRecordException(Code code, String message) {
    this(code, message, null);
  }

  /**
   * Without a stack trace: it would say nothing of the record, and broken records can come in
   * floods.
   */
  public UnreadableRecordException(Code code, String message, Throwable cause) {
    super(message, cause, false, false);
    this.code = Objects.requireNonNull(code, "code");
  }

  /**
   * For bytes that are not what their schema says.
   *
   * @param record full name of the record that they should be
   */
  public static UnreadableRecordException bytes(String record, Exception cause) {
    return new UnreadableRecordException(
        Code.BYTES_UNREADABLE,
        "The bytes are not a "
            + record
            + " as its schema describes it: "
            + cause.getMessage()
            + ".",
        cause);
  }

  /** As it stands in dead letters and metrics, for example {@code no-magic}. */
  public String code() {
    return code.code();
  }

  /** What kind of wrong it is. */
  public Code reason() {
    return code;
  }

  /** What can be wrong with a value. All of category {@code input}. */
  public enum Code {
    /** Not in the registry's wire format; also a value that is not there at all. */
    NO_MAGIC("no-magic"),
    /** The registry has no schema with the id that the value names. */
    SCHEMA_UNKNOWN("schema-unknown"),
    /** A record of ours by name, in a schema that cannot be resolved to our version. */
    SCHEMA_INCOMPATIBLE("schema-incompatible"),
    /** A readable record, but not of a kind that belongs here. */
    TYPE_UNEXPECTED("type-unexpected"),
    /**
     * The bytes are not what the schema says: cut off, of impossible lengths, or followed by
     * others.
     */
    BYTES_UNREADABLE("bytes-unreadable"),
    /** More objects inside one another than {@link Values#MAX_DEPTH}. */
    NESTED_TOO_DEEPLY("nested-too-deeply"),
    /** An empty id, type or other field that the record cannot do without. */
    FIELD_MISSING("field-missing"),
    /** A value that does not exist, such as an unknown status. */
    VALUE_INVALID("value-invalid");

    private final String code;

    Code(String code) {
      this.code = code;
    }

    /** As it stands in dead letters and metrics. */
    public String code() {
      return code;
    }
  }
}
