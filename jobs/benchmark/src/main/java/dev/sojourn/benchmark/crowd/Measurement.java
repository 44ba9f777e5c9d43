package dev.sojourn.benchmark.crowd;

import java.util.List;

/** One scenario over a running job. */
@FunctionalInterface
interface Measurement {
  /**
   * Prepares and measures.
   *
   * @throws Exception if what was measured is not valid, with why
   */
  List<Figure> run(Deployment deployment) throws Exception;
}
