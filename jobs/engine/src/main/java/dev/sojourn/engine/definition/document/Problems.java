package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Problem;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one document, each thing once. */
final class Problems {
  private final String file;
  private final Positions positions;
  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<Path> refused = new LinkedHashSet<>();

  /**
   * @param file empty if the document is not from one
   */
  Problems(String file, Positions positions) {
    this.file = file;
    this.positions = positions;
  }

  /** Something is wrong with a value. */
  void at(Path path, String message, String remedy) {
    refused.add(path);
    add(positions.of(path), path, message, remedy);
  }

  /** Something is wrong with a member, whatever its value. */
  void atName(Path path, String message, String remedy) {
    add(positions.ofName(path), path, message, remedy);
  }

  /** Something is wrong inside a text; lines and columns count from 1. */
  void inside(Path path, int line, int column, String message, String remedy) {
    add(positions.inside(path, line, column), path, message, remedy);
  }

  private void add(Position position, Path path, String message, String remedy) {
    found.add(
        new Problem(file, position.line(), position.column(), path.toString(), message, remedy));
  }

  /** Whether a value has been found wrong already, so that nothing more need be said of it. */
  boolean isRefused(Path path) {
    return refused.contains(path);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** By position. */
  List<Problem> list() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
