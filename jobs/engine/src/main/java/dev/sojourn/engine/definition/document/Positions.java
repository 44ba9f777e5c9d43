package dev.sojourn.engine.definition.document;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of one document stand in its file. Empty for a document that is not from a file.
 */
final class Positions {
  private final Map<Path, Position> values = new HashMap<>();
  private final Map<Path, Position> names = new HashMap<>();
  private final Map<Path, ScalarText> scalars = new HashMap<>();

  void value(Path path, Position position) {
    values.put(path, position);
  }

  void name(Path path, Position position) {
    names.put(path, position);
  }

  void scalar(Path path, ScalarText text) {
    scalars.put(path, text);
  }

  /** Where a value begins; where its nearest parent does if it is not there. */
  Position of(Path path) {
    Path at = path;
    while (!values.containsKey(at) && !at.equals(Path.ROOT)) {
      at = at.parent();
    }
    return values.getOrDefault(at, Position.UNKNOWN);
  }

  /** Where the name of a member stands. */
  Position ofName(Path path) {
    return Optional.ofNullable(names.get(path)).orElseGet(() -> of(path));
  }

  /** Where a character inside a text stands; lines and columns count from 1. */
  Position inside(Path path, int line, int column) {
    ScalarText text = scalars.get(path);
    return text == null ? of(path) : text.of(line, column);
  }
}
