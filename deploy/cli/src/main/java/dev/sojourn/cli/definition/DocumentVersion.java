package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.document.SourceDocument;

/**
 * One version of a document, as it is published.
 *
 * @param json canonical: the same document has the same text
 * @param file where it comes from; empty if from the topic
 */
public record DocumentVersion(Kind kind, String name, int version, String json, String file) {

  static DocumentVersion of(SourceDocument source) {
    Document document = source.document();
    return new DocumentVersion(
        document.kind(),
        document.name(),
        document.version(),
        source.canonicalJson(),
        source.file());
  }

  /** Which document, whatever version. */
  public DocumentName id() {
    return new DocumentName(kind, name);
  }
}
