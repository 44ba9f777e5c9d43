package dev.sojourn.schemas.registry;

/**
 * The registry has answered: it has no Avro schema with this id. A record that names it cannot be
 * read.
 */
public final class UnknownSchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int id;

  public UnknownSchemaException(int id, String message) {
    super(message);
    this.id = id;
  }

  /** The id that was asked for. */
  public int id() {
    return id;
  }
}
