package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.document.Element;
import dev.sojourn.engine.definition.document.Suggestion;
import java.util.Collection;
import java.util.Set;

/**
 * Refuses names of what does not exist. Without it a misspelt name would let pass whatever says
 * that something did not happen.
 */
final class Names {
  private static final String ADD =
      "add its definition to those that are tested, or correct the name";

  private final Library library;

  Names(Library library) {
    this.library = library;
  }

  /** The name of a document; what is absent is not checked. */
  void check(Element name, Kind kind) {
    check(name, name.textOrEmpty(), kind);
  }

  /**
   * A name that is part of a text, such as that of an instance.
   *
   * @param text empty: not checked
   */
  void check(Element stated, String text, Kind kind) {
    if (!text.isEmpty()) {
      require(stated, text, library.names(kind), "there is no " + kind.label() + " '" + text + "'");
    }
  }

  /**
   * The id of a step.
   *
   * @param journey that has it; empty: any
   */
  void checkStep(Element step, String journey) {
    String id = step.textOrEmpty();
    if (!id.isEmpty() && (journey.isEmpty() || library.names(Kind.JOURNEY).contains(journey))) {
      require(
          step,
          id,
          library.steps(journey),
          journey.isEmpty()
              ? "no journey has a step '" + id + "'"
              : "journey '" + journey + "' has no step '" + id + "'");
    }
  }

  /** The type of a business event that some journey has an entry by. */
  void checkBusinessType(Element type) {
    String name = type.textOrEmpty();
    if (!name.isEmpty()) {
      require(
          type,
          name,
          library.businessTypes(),
          "no journey has an entry by a business event of type '" + name + "'");
    }
  }

  /** A version of a document that exists. */
  void checkVersion(Element version, Kind kind, String name) {
    Set<Integer> versions =
        library.names(kind).contains(name) ? library.documents(kind).get(name).keySet() : Set.of();
    if (!versions.isEmpty() && !versions.contains(version.number(1))) {
      version.refuse(
          kind.label() + " '" + name + "' has no version " + version.number(1),
          "among the definitions are " + versions);
    }
  }

  private static void require(
      Element stated, String name, Collection<String> known, String message) {
    if (!known.contains(name)) {
      stated.refuse(message, Suggestion.remedy(name, known, ADD));
    }
  }
}
