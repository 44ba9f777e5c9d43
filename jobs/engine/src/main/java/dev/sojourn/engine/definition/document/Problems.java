package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Problem;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong with one document, each thing once. */
public final class Problems {
  /** Longest message, characters: it may quote what the author wrote. */
  private static final int LONGEST = 1_000;

  private final String file;
  private final Positions positions;
  private final Optional<Declared> declared;
  private final Map<Problem, Path> found = new LinkedHashMap<>();
  private final Set<Path> refused = new HashSet<>();
  private final Set<Path> strangers = new HashSet<>();

  /**
   * @param file empty if the document is not from one
   */
  Problems(String file, Positions positions) {
    this(file, positions, Optional.empty());
  }

  /**
   * @param declared types under which expressions are to be checked, and not compiled; empty to
   *     compile them
   */
  Problems(String file, Positions positions, Optional<Declared> declared) {
    this.file = file;
    this.positions = positions;
    this.declared = declared;
  }

  /** Types under which expressions are to be checked; empty to compile them. */
  Optional<Declared> declared() {
    return declared;
  }

  /** Something is wrong with a value. */
  void at(Path path, String message, String remedy) {
    refused.add(path);
    add(positions.of(path), path, message, remedy);
  }

  /** Something is wrong with a member, whatever its value. */
  void atName(Path path, String message, String remedy) {
    strangers.add(path.parent());
    add(positions.ofName(path), path, message, remedy);
  }

  /** Something is wrong inside a text; lines and columns count from 1. */
  void inside(Path path, int line, int column, String message, String remedy) {
    add(positions.inside(path, line, column), path, message, remedy);
  }

  private void add(Position position, Path path, String message, String remedy) {
    found.putIfAbsent(
        new Problem(
            file,
            position.line(),
            position.column(),
            shorten(path.toString()),
            shorten(message),
            remedy),
        path);
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Where a value stands. */
  Position positionOf(Path path) {
    return positions.of(path);
  }

  /** The values found wrong so far. */
  Set<Path> refused() {
    return Set.copyOf(refused);
  }

  /** Whether a map has members that should not be there. */
  boolean hasStrangers(Path map) {
    return strangers.contains(map);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All, with what each is about. */
  Map<Problem, Path> places() {
    return Collections.unmodifiableMap(found);
  }

  /** By position. */
  public List<Problem> list() {
    return found.keySet().stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
