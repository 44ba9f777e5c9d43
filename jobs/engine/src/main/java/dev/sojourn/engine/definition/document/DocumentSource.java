package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads documents as authors write them: YAML files with one document or several, separated by
 * {@code ---}. Pure; what is wrong is told with its place, everything at once, and never thrown.
 */
public final class DocumentSource {
  private DocumentSource() {}

  /**
   * What a file holds.
   *
   * @param documents those that are good by themselves; whether they fit together tells {@link
   *     DocumentSet}
   * @param problems by line; empty if the whole file is good
   */
  public record Reading(List<SourceDocument> documents, List<Problem> problems) {}

  /**
   * Reads a file.
   *
   * @param fileName for problems
   * @param text at most 1 Mi characters
   */
  public static Reading read(String fileName, String text) {
    YamlReader yaml = YamlReader.read(fileName, text);
    List<SourceDocument> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(yaml.broken());
    for (YamlReader.Raw raw : yaml.documents()) {
      read(fileName, raw).ifPresent(documents::add);
      problems.addAll(raw.problems().list());
    }
    problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new Reading(List.copyOf(documents), List.copyOf(problems));
  }

  private static Optional<SourceDocument> read(String file, YamlReader.Raw raw) {
    Optional<Kind> kind = DocumentReader.kind(raw.tree(), raw.problems());
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    JsonNode sorted = CanonicalJson.sorted(raw.tree());
    Document document = DocumentReader.read(kind.get(), sorted, raw.problems());
    return raw.problems().isEmpty()
        ? Optional.of(new SourceDocument(file, raw.positions(), document, sorted))
        : Optional.empty();
  }
}
