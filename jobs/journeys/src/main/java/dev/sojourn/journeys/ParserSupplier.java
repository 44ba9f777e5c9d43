package dev.sojourn.journeys;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Problem;
import java.io.Serializable;
import java.util.List;

/** Gives an operator its parser of documents where it runs. Travels with the job. */
@FunctionalInterface
public interface ParserSupplier extends Serializable {

  /** A parser that may be used by many threads, and that remembers what it has parsed. */
  DocumentParser parser();

  /** One parser for all operators of a worker. */
  static ParserSupplier ofWorker() {
    return () ->
        (kind, json) -> {
          throw new DefinitionException(
              List.of(new Problem("", 0, 0, "", "there is no parser of documents yet", "wait")));
        };
  }
}
