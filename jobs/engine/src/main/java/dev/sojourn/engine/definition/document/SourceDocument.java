package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document that was read, and found good by itself; as a rule from a file, else its places are
 * unknown.
 */
public final class SourceDocument {
  private final String file;
  private final Positions positions;
  private final Document document;
  private final JsonNode tree;
  private final String canonicalJson;

  /**
   * @param tree with sorted names
   */
  SourceDocument(String file, Positions positions, Document document, JsonNode tree) {
    this.file = file;
    this.positions = positions;
    this.document = document;
    this.tree = tree;
    this.canonicalJson = CanonicalJson.write(tree);
  }

  public Document document() {
    return document;
  }

  /** What is published: the same document always gives the same text. */
  public String canonicalJson() {
    return canonicalJson;
  }

  /** Name of the file it is from; empty if it is from none. */
  public String file() {
    return file;
  }

  /** The line in which it begins, from 1. */
  public int line() {
    return positions.of(Path.ROOT).line();
  }

  /**
   * Something wrong with a value in it that only a deployment can know of.
   *
   * @param names from the outside in, such as {@code spec}, {@code parts}, {@code subject}; the
   *     place of the innermost one that is there is told
   */
  public Problem problemAt(List<String> names, String message, String remedy) {
    Path path = Path.ROOT;
    for (String name : names) {
      path = path.child(name);
    }
    return problem(path, message, remedy);
  }

  /** Whether a value stands at a place. */
  public boolean states(Path path) {
    JsonNode at = tree;
    for (Object element : path.elements()) {
      at = element instanceof Integer index ? at.path(index) : at.path((String) element);
    }
    return !at.isMissingNode() && !at.isNull();
  }

  /** The findings that its author does not want to see, in the document's order. */
  public List<Silence> silences() {
    return Silence.of(element());
  }

  /** What the provider behind it can take, if it is a channel. */
  public ChannelLimits channelLimits() {
    return ChannelLimits.of(element());
  }

  /** What in it does not fit declared types (A6). */
  List<Problem> typeProblems(Declared declared) {
    return under(declared).list();
  }

  /**
   * Names in it that schemas do not declare, and that are nearly those of others that they do.
   *
   * @return each with the value that it stands in
   */
  public Map<Problem, Path> typeDoubts(Collection<Schema> schemas) {
    return Declared.of(schemas)
        .map(declared -> under(declared.doubting()).places())
        .orElse(Map.of());
  }

  /**
   * Arithmetic in it that cannot be evaluated for some values of a number that schemas declare.
   *
   * @return each with the value that it stands in
   */
  public Map<Problem, Path> numberDoubts(Collection<Schema> schemas) {
    return Declared.of(schemas)
        .map(declared -> under(declared.computing()).places())
        .orElse(Map.of());
  }

  private Problems under(Declared declared) {
    Problems problems = new Problems(file, positions, Optional.of(declared.in(document)));
    DocumentReader.model(document.kind(), new Element(tree, Path.ROOT, problems));
    return problems;
  }

  private Element element() {
    // All that can be refused was.
    return new Element(tree, Path.ROOT, new Problems(file, positions));
  }

  /** Something about a member in it, whatever its value. */
  public Problem problemAtName(Path path, String message, String remedy) {
    return problem(positions.ofName(path), path, message, remedy);
  }

  /** Something about a value in it. */
  public Problem problem(Path path, String message, String remedy) {
    return problem(positions.of(path), path, message, remedy);
  }

  private Problem problem(Position position, Path path, String message, String remedy) {
    return new Problem(file, position.line(), position.column(), path.toString(), message, remedy);
  }
}
