package dev.sojourn.journeys.definition;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.CachingDocumentParser;
import dev.sojourn.engine.definition.document.Documents;
import java.util.List;

/**
 * The one parser of a worker: what one of its operators has compiled, all have (rule 5). Parsing is
 * pure, so what is shared is only the work.
 */
public final class WorkerParser {
  /**
   * Above the sum of all limits of live documents, with room for the versions that people are still
   * inside of.
   */
  private static final int MAX_DOCUMENTS = 50_000;

  private static final DocumentParser SHARED =
      new CachingDocumentParser(new Resilient(new Documents()), MAX_DOCUMENTS);

  private WorkerParser() {}

  public static DocumentParser shared() {
    return SHARED;
  }

  /**
   * A document on which the parser itself fails is one that cannot be used, and no reason to stop a
   * job (rule 8).
   */
  record Resilient(DocumentParser parser) implements DocumentParser {
    @Override
    public Document parse(Kind kind, String canonicalJson) {
      try {
        return parser.parse(kind, canonicalJson);
      } catch (DefinitionException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        throw new DefinitionException(
            List.of(
                new Problem(
                    "",
                    0,
                    0,
                    "",
                    "the parser failed with " + e.getClass().getName() + ": " + e.getMessage(),
                    "check the document with sojourn validate, and report this")));
      }
    }
  }
}
