package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.Element;

/**
 * Where something stands in a file of test cases.
 *
 * @param line counts from 1
 * @param column counts from 1
 * @param path such as {@code spec.cases[0].story[2].expect}
 */
public record Place(String file, int line, int column, String path) {

  static Place of(String file, Element element) {
    return new Place(
        file, element.position().line(), element.position().column(), element.path().toString());
  }

  /** Something wrong here. */
  Problem problem(String message, String remedy) {
    return new Problem(file, line, column, path, message, remedy);
  }
}
