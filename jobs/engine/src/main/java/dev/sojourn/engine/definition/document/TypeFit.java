package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether documents fit the types that schemas declare (A6): those that are to be published, and
 * under schemas that change, those that are live.
 */
public final class TypeFit {
  private static final Path OF = Path.ROOT.child("spec").child("of");

  private final List<SourceDocument> changed = new ArrayList<>();
  private final List<Schema> before = new ArrayList<>();
  private final List<Schema> after = new ArrayList<>();

  private TypeFit(Collection<SourceDocument> documents, Collection<? extends Document> live) {
    Map<String, Schema> known = new TreeMap<>();
    for (Document document : live) {
      if (document instanceof Schema schema) {
        known.put(schema.name(), schema);
      }
    }
    before.addAll(known.values());
    Map<String, Schema> own = new HashMap<>();
    for (SourceDocument source : documents) {
      if (source.document() instanceof Schema schema) {
        changed.add(source);
        own.merge(schema.name(), schema, (a, b) -> a.version() > b.version() ? a : b);
      }
    }
    known.putAll(own);
    after.addAll(known.values());
  }

  /**
   * Checks documents that are to be published together, under the schemas among them and those that
   * are live.
   */
  static List<Problem> check(
      Collection<SourceDocument> documents, Collection<? extends Document> live) {
    TypeFit fit = new TypeFit(documents, live);
    List<Problem> problems = new ArrayList<>(fit.rivals());
    Optional<Declared> declared = Declared.of(fit.after);
    if (declared.isPresent()) {
      documents.forEach(source -> problems.addAll(source.typeProblems(declared.get())));
    }
    return problems;
  }

  /** Two schemas of the same. */
  private List<Problem> rivals() {
    List<Problem> problems = new ArrayList<>();
    for (SourceDocument source : changed) {
      Schema schema = (Schema) source.document();
      for (Schema other : after) {
        if (!other.name().equals(schema.name()) && other.event().equals(schema.event())) {
          problems.add(
              source.problem(
                  OF,
                  "Schema '"
                      + other.name()
                      + "' declares "
                      + schema
                          .event()
                          .map(type -> "events of type '" + type + "'")
                          .orElse("the profile")
                      + " too",
                  "put all of it into one of them, and delete the other"));
        }
      }
    }
    return problems;
  }

  /**
   * Whether live documents, paused ones too, would still be accepted under the schemas that are to
   * be published. They go on whatever a schema says; but their next version could not be published,
   * and what the schema says would not be so.
   *
   * @param live everything that is live; of one kind and name the last counts
   */
  public static List<Problem> checkLive(
      Collection<SourceDocument> documents, Collection<SourceDocument> live) {
    TypeFit fit = new TypeFit(documents, live.stream().map(SourceDocument::document).toList());
    if (fit.changed.isEmpty()) {
      return List.of();
    }
    Optional<Declared> before = Declared.of(fit.before);
    Declared after = Declared.of(fit.after).orElseThrow();
    List<Problem> problems = new ArrayList<>();
    for (SourceDocument source : staying(documents, live)) {
      List<Problem> found = new ArrayList<>(source.typeProblems(after));
      if (!found.isEmpty()) {
        // What did not fit before is not the change's fault.
        before.ifPresent(was -> found.removeAll(source.typeProblems(was)));
      }
      found.stream().limit(1).forEach(first -> problems.add(fit.refusal(source, first)));
    }
    return problems;
  }

  private static Collection<SourceDocument> staying(
      Collection<SourceDocument> documents, Collection<SourceDocument> live) {
    Map<List<Object>, SourceDocument> staying = new LinkedHashMap<>();
    live.forEach(source -> staying.put(id(source), source));
    documents.forEach(source -> staying.remove(id(source)));
    return staying.values();
  }

  private static List<Object> id(SourceDocument source) {
    return List.of(source.document().kind(), source.document().name());
  }

  private Problem refusal(SourceDocument source, Problem problem) {
    Document document = source.document();
    return changed
        .get(0)
        .problem(
            Path.ROOT.child("spec"),
            document.kind().label()
                + " '"
                + document.name()
                + "' version "
                + document.version()
                + ", which is live, does not fit it: "
                + problem.path()
                + ": "
                + problem.message(),
            "publish a version of that document that fits together with this one, or leave the type as it was");
  }
}
