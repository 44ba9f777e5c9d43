package dev.sojourn.engine.definition;

import java.util.Optional;

/** The kinds of documents. */
public enum Kind {
  JOURNEY("Journey"),
  AUDIENCE("Audience"),
  CHANNEL("Channel"),
  TEMPLATE("Template"),
  CONTACT_POLICY("ContactPolicy"),
  MIGRATION("Migration"),
  SCHEMA("Schema");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** As it stands in a document's {@code kind} and in the keys of the definitions topic. */
  public String label() {
    return label;
  }

  /** Empty if there is no such kind. */
  public static Optional<Kind> ofLabel(String label) {
    for (Kind kind : values()) {
      if (kind.label.equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
