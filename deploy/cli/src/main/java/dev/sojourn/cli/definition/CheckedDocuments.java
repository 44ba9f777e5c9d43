package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.List;

/**
 * Documents that were read from files, and what is wrong with them.
 *
 * @param sources those that could be read, in the order of files and positions
 * @param problems empty if all may be published
 */
public record CheckedDocuments(List<SourceDocument> sources, List<Problem> problems) {

  /** As they are published. */
  public List<DocumentVersion> documents() {
    return sources.stream().map(DocumentVersion::of).toList();
  }
}
