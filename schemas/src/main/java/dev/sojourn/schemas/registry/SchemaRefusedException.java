package dev.sojourn.schemas.registry;

/** The registry does not take a schema. The message carries the registry's own reason. */
public final class SchemaRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String subject;
  private final boolean incompatible;

  private SchemaRefusedException(String subject, boolean incompatible, String message) {
    super(message);
    this.subject = subject;
    this.incompatible = incompatible;
  }

  static SchemaRefusedException incompatible(String subject, String reason) {
    return new SchemaRefusedException(
        subject,
        true,
        "The registry says that the schema cannot follow the versions of subject "
            + subject
            + ": "
            + reason
            + ". Change the schema so that both sides can read each other, or use another subject.");
  }

  static SchemaRefusedException invalid(String subject, String reason) {
    return new SchemaRefusedException(
        subject,
        false,
        "The registry refuses the schema for subject " + subject + " as invalid: " + reason + ".");
  }

  /** The subject it was meant for. */
  public String subject() {
    return subject;
  }

  /** Whether the reason is that earlier versions of the subject and this one do not go together. */
  public boolean isIncompatible() {
    return incompatible;
  }
}
