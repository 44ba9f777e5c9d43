package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.DocumentSchema;
import dev.sojourn.engine.definition.document.Element;
import dev.sojourn.engine.definition.document.SourceTrees;
import dev.sojourn.engine.definition.document.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads files of test cases: YAML with documents of kind JourneyTest. Pure; what is wrong is told
 * with its place, everything at once, and never thrown.
 */
public final class StoryFile {
  static final String KIND = "JourneyTest";

  private static final DocumentSchema SCHEMA =
      DocumentSchema.ofResource(StoryFile.class, "journey-test.json");

  private StoryFile() {}

  /**
   * What a file holds.
   *
   * @param suites one per document that is good
   * @param problems by line; empty if the whole file is good
   */
  public record Reading(List<Suite> suites, List<Problem> problems) {}

  /**
   * Reads a file.
   *
   * @param fileName for problems
   * @param text at most 1 Mi characters
   * @param library what the cases may name
   */
  public static Reading read(String fileName, String text, Library library) {
    SourceTrees.Reading trees = SourceTrees.read(fileName, text);
    List<Suite> suites = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(trees.broken());
    for (Element root : trees.roots()) {
      suite(fileName, root, library).ifPresent(suites::add);
      problems.addAll(root.problems().list());
    }
    problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new Reading(List.copyOf(suites), List.copyOf(problems));
  }

  private static Optional<Suite> suite(String file, Element root, Library library) {
    if (!isOfKind(root)) {
      return Optional.empty();
    }
    SCHEMA.check(root);
    Element spec = root.at("spec");
    List<Case> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Element one : spec.at("cases").items()) {
      String name = one.at("name").textOrEmpty();
      if (!name.isEmpty() && !names.add(name)) {
        one.at("name").refuse("another case of this document has this name", "give it its own");
      }
      cases.add(read(file, name, spec.at("given"), one, library));
    }
    return root.problems().isEmpty()
        ? Optional.of(
            new Suite(file, root.at("metadata").at("name").textOrEmpty(), List.copyOf(cases)))
        : Optional.empty();
  }

  private static boolean isOfKind(Element root) {
    if (!root.node().isObject()) {
      root.refuse("a document is a map", "begin with apiVersion, kind, metadata and spec");
      return false;
    }
    Element kind = root.at("kind");
    if (kind.text().isEmpty()) {
      kind.refuse("'kind' is missing or not a text", "add it: " + KIND);
    } else if (!kind.textOrEmpty().equals(KIND)) {
      kind.refuse(
          "a document of kind '" + kind.textOrEmpty() + "' among test cases",
          Suggestion.remedy(
              kind.textOrEmpty(),
              Set.of(KIND),
              "test cases are of kind "
                  + KIND
                  + "; move definitions to a file that is not named *.test.yaml"));
    }
    return kind.textOrEmpty().equals(KIND);
  }

  private static Case read(String file, String name, Element shared, Element one, Library library) {
    GivenReader given = new GivenReader(file, library, shared, one.at("given"));
    ActReader acts = given.acts();
    return new Case(name, Place.of(file, one), given.read(), acts.story(one.at("story")));
  }
}
