package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Turns canonical JSON into documents, with every check that a document alone can be put to: what
 * reaches a job is checked there again (rule 8). Takes some milliseconds; see {@link
 * CachingDocumentParser}.
 */
public final class Documents implements DocumentParser {

  @Override
  public Document parse(Kind kind, String canonicalJson) {
    return read(kind, canonicalJson).document();
  }

  /**
   * A published document with all that it says.
   *
   * @throws DefinitionException if it is not one that may be published
   */
  public static SourceDocument read(Kind kind, String canonicalJson) {
    Problems problems = new Problems("", new Positions());
    JsonNode tree;
    try {
      tree = CanonicalJson.sorted(CanonicalJson.read(canonicalJson));
    } catch (JsonProcessingException e) {
      throw new DefinitionException(
          List.of(
              new Problem(
                  "", 0, 0, "", "not valid JSON: " + e.getOriginalMessage(), "publish it again")));
    }
    Optional<Kind> stated = DocumentReader.kind(tree, problems);
    if (stated.isPresent() && stated.get() != kind) {
      problems.at(
          Path.ROOT.child("kind"),
          "is of kind " + stated.get().label() + ", but was published as " + kind.label(),
          "publish it again");
    }
    if (!problems.isEmpty()) {
      throw new DefinitionException(problems.list());
    }
    Document document = DocumentReader.read(kind, tree, problems);
    if (!problems.isEmpty()) {
      throw new DefinitionException(problems.list());
    }
    return new SourceDocument("", new Positions(), document, tree);
  }
}
