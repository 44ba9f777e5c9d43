package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Problem;
import java.util.List;

/** A document that was read from a file, and found good by itself. */
public final class SourceDocument {
  private final String file;
  private final Positions positions;
  private final Document document;
  private final String canonicalJson;

  SourceDocument(String file, Positions positions, Document document, String canonicalJson) {
    this.file = file;
    this.positions = positions;
    this.document = document;
    this.canonicalJson = canonicalJson;
  }

  public Document document() {
    return document;
  }

  /** What is published: the same document always gives the same text. */
  public String canonicalJson() {
    return canonicalJson;
  }

  /** Name of the file it is from. */
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

  /** Something wrong with a value in it. */
  Problem problem(Path path, String message, String remedy) {
    Position position = positions.of(path);
    return new Problem(file, position.line(), position.column(), path.toString(), message, remedy);
  }
}
