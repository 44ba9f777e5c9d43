package dev.sojourn.journeys;

import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.journeys.definition.WorkerParser;
import java.io.Serializable;

/** Gives an operator its parser of documents where it runs. Travels with the job. */
@FunctionalInterface
public interface ParserSupplier extends Serializable {

  /** A parser that may be used by many threads, and that remembers what it has parsed. */
  DocumentParser parser();

  /** The parser that all operators of a worker share. */
  static ParserSupplier ofWorker() {
    return WorkerParser::shared;
  }
}
