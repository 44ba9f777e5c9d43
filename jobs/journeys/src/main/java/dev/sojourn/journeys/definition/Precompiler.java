package dev.sojourn.journeys.definition;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Compiles documents off the task thread between their publication and their effect (rule 5), so
 * that the parser has them at hand when the first signal asks. What is not ready by then is
 * compiled on first use: only time is lost.
 */
public final class Precompiler implements AutoCloseable {
  private final DocumentParser parser;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "sojourn-precompiler");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param parser remembers what it has parsed
   */
  public Precompiler(DocumentParser parser) {
    this.parser = parser;
  }

  /** Pointers need no compiling. */
  public void compile(DefinitionRecord record) {
    if (record instanceof DefinitionRecord.Version version) {
      thread.execute(() -> parse(version));
    }
  }

  private void parse(DefinitionRecord.Version version) {
    try {
      parser.parse(version.kind(), version.json());
    } catch (DefinitionException e) {
      // Told, with all that is wrong, where the definitions in effect are put together.
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
