package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.effect.Effect;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The definitions that cases are run with, compiled once for all of them. Immutable; may be used by
 * many threads.
 */
public final class Library implements DocumentParser {
  private final Map<Kind, NavigableMap<String, NavigableMap<Integer, SourceDocument>>> documents =
      new EnumMap<>(Kind.class);
  private final Map<Kind, Map<String, Document>> byText = new EnumMap<>(Kind.class);

  /**
   * @param documents good ones that fit together; several versions of one are all published, and
   *     the newest is live
   */
  public Library(Collection<SourceDocument> documents) {
    for (Kind kind : Kind.values()) {
      this.documents.put(kind, new TreeMap<>());
      byText.put(kind, new HashMap<>());
    }
    for (SourceDocument source : documents) {
      Document document = source.document();
      this.documents
          .get(document.kind())
          .computeIfAbsent(document.name(), name -> new TreeMap<>())
          .put(document.version(), source);
      byText.get(document.kind()).put(source.canonicalJson(), document);
    }
  }

  @Override
  public Document parse(Kind kind, String canonicalJson) {
    Document document = byText.get(kind).get(canonicalJson);
    if (document == null) {
      throw new DefinitionException(
          List.of(new Problem("", 0, 0, "", "is not in this library", "add it")));
    }
    return document;
  }

  /** Whether a request is a call of an outside system (S9) rather than a message. */
  boolean isCall(Effect.MessageRequest request) {
    SourceDocument source =
        documents.get(Kind.JOURNEY).get(request.journey()).get(request.version());
    return ((Journey) source.document()).steps().get(request.step()) instanceof Step.Call;
  }

  /** All versions of the documents of a kind, by name, then version. */
  NavigableMap<String, NavigableMap<Integer, SourceDocument>> documents(Kind kind) {
    return documents.get(kind);
  }

  /** The types of business events by which some version of a journey has an entry (E5). */
  Set<String> businessTypes() {
    Set<String> types = new TreeSet<>();
    for (Map<Integer, SourceDocument> versions : documents.get(Kind.JOURNEY).values()) {
      for (SourceDocument source : versions.values()) {
        if (((Journey) source.document()).entry() instanceof Journey.BusinessEntry entry) {
          types.add(entry.event().type());
        }
      }
    }
    return types;
  }

  Set<String> names(Kind kind) {
    return documents.get(kind).keySet();
  }

  /**
   * The ids of the steps of a journey, in any version.
   *
   * @param journey empty: of all journeys
   */
  Set<String> steps(String journey) {
    Set<String> steps = new TreeSet<>();
    documents
        .get(Kind.JOURNEY)
        .forEach(
            (name, versions) -> {
              if (journey.isEmpty() || journey.equals(name)) {
                versions
                    .values()
                    .forEach(
                        source -> steps.addAll(((Journey) source.document()).steps().keySet()));
              }
            });
    return steps;
  }
}
