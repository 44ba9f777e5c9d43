package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Kind;

/**
 * One version of a document, as it is published.
 *
 * @param json canonical: the same document has the same text
 * @param file where it comes from; empty if from the topic
 */
public record DocumentVersion(Kind kind, String name, int version, String json, String file) {

  /** Which document, whatever version. */
  public DocumentName id() {
    return new DocumentName(kind, name);
  }
}
