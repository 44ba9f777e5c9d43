package dev.sojourn.delivery.definition;

import java.util.Optional;

/**
 * A record of the definitions topic that concerns the delivery job: a version of a document, or
 * which version is live.
 *
 * @param document the version as canonical JSON; empty in a pointer
 * @param standing of a pointer; {@link Standing#ABSENT} in a version, which it says nothing about
 */
public record DefinitionChange(
    Kind kind, String name, int version, Optional<String> document, Standing standing) {

  /** The kinds of documents that concern this job. */
  public enum Kind {
    CHANNEL("Channel"),
    TEMPLATE("Template");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As it stands in documents. */
    public String label() {
      return label;
    }

    /** Empty for a kind that concerns others. */
    public static Optional<Kind> ofLabel(String label) {
      for (Kind kind : values()) {
        if (kind.label.equals(label)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** What a pointer's state means here. */
  public enum Standing {
    /** Live, or closed or finished, so that what was requested before still goes out. */
    USABLE,
    /** Nothing goes out until it is live again. */
    PAUSED,
    /** A draft, stopped or deleted: as if it had never been published. */
    ABSENT;

    /** What the state of a pointer, such as {@code live}, means. */
    public static Standing ofState(String state) {
      return switch (state) {
        case "live", "closed", "finished" -> USABLE;
        case "paused" -> PAUSED;
        default -> ABSENT;
      };
    }
  }

  /** A version of a document. */
  public static DefinitionChange version(Kind kind, String name, int version, String document) {
    return new DefinitionChange(kind, name, version, Optional.of(document), Standing.ABSENT);
  }

  /** A pointer. */
  public static DefinitionChange pointer(Kind kind, String name, int version, Standing standing) {
    return new DefinitionChange(kind, name, version, Optional.empty(), standing);
  }

  /** Under which it is kept; a later change of the same key replaces it. */
  public String key() {
    String pointer = kind.label() + "/" + name;
    return document.isPresent() ? pointer + "/" + version : pointer;
  }
}
