package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Problem;
import java.util.List;

/**
 * Reads YAML that authors write beside their documents, such as test cases: with the same rules and
 * the same problems, but into trees. What the trees mean is their reader's matter; a {@link
 * DocumentSchema} of its own checks their shape.
 */
public final class SourceTrees {
  private SourceTrees() {}

  /**
   * What a file holds.
   *
   * @param roots one per document that could be read; what is wrong with one of them is among its
   *     {@link Element#problems}
   * @param broken what is wrong with the file as such
   */
  public record Reading(List<Element> roots, List<Problem> broken) {}

  /**
   * Reads a file.
   *
   * @param fileName for problems
   * @param text at most 1 Mi characters
   */
  public static Reading read(String fileName, String text) {
    YamlReader yaml = YamlReader.read(fileName, text);
    List<Element> roots =
        yaml.documents().stream()
            .map(raw -> new Element(raw.tree(), Path.ROOT, raw.problems()))
            .toList();
    return new Reading(roots, List.copyOf(yaml.broken()));
  }
}
