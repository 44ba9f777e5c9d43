package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.definition.lint.Circumstances;
import dev.sojourn.engine.definition.lint.Finding;
import dev.sojourn.engine.definition.lint.Linter;
import java.util.List;
import java.util.Optional;

/**
 * Documents that were read from files, and what is wrong with them.
 *
 * @param sources those that could be read, in the order of files and positions
 * @param live those that are published already and can be read
 * @param problems empty if all may be published
 */
public record CheckedDocuments(
    List<SourceDocument> sources, List<SourceDocument> live, List<Problem> problems) {

  /**
   * What authors should see although it may be published; nothing as long as there are problems.
   *
   * @param state in which they are to be published; empty if that is not said
   */
  public List<Finding> findings(Optional<PublicationState> state) {
    return problems.isEmpty()
        ? Linter.lint(sources, live, new Circumstances(System.currentTimeMillis(), state))
        : List.of();
  }

  /** As they are published. */
  public List<DocumentVersion> documents() {
    return sources.stream().map(DocumentVersion::of).toList();
  }
}
