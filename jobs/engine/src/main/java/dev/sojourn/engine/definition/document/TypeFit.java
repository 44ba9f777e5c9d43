package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether documents fit the types that schemas declare (A6): those whose text is to be published,
 * and under schemas that change, those that are live. What is published already can always be
 * paused, stopped and rolled back, whatever is declared meanwhile.
 */
public final class TypeFit {
  private static final Path OF = Path.ROOT.child("spec").child("of");

  private final Publication publication;

  /** The schemas among the documents, of each name the newest. */
  private final Map<String, SourceDocument> own = new LinkedHashMap<>();

  private final Map<String, Schema> before = new TreeMap<>();
  private final Map<String, Schema> after;

  private TypeFit(
      Collection<SourceDocument> documents,
      Collection<? extends Document> live,
      Publication publication) {
    this.publication = publication;
    for (Document document : live) {
      if (document instanceof Schema schema) {
        before.put(schema.name(), schema);
      }
    }
    for (SourceDocument source : documents) {
      if (source.document() instanceof Schema schema) {
        own.merge(schema.name(), source, TypeFit::newer);
      }
    }
    after = under(own.values());
  }

  private static SourceDocument newer(SourceDocument one, SourceDocument other) {
    return one.document().version() > other.document().version() ? one : other;
  }

  /** The schemas that are in use if only some of those among the documents are published. */
  private Map<String, Schema> under(Collection<SourceDocument> schemas) {
    Map<String, Schema> all = new TreeMap<>(before);
    for (SourceDocument source : schemas) {
      if (publication.isInUse(source)) {
        all.put(source.document().name(), (Schema) source.document());
      } else if (publication.replaces(source)) {
        all.remove(source.document().name());
      }
    }
    return all;
  }

  /**
   * Checks documents that are to be published together, under the schemas among them and those that
   * are live.
   */
  static List<Problem> check(
      Collection<SourceDocument> documents,
      Collection<? extends Document> live,
      Publication publication) {
    TypeFit fit = new TypeFit(documents, live, publication);
    List<Problem> problems = new ArrayList<>(fit.rivals());
    Optional<Declared> declared = Declared.of(fit.after.values());
    if (declared.isPresent()) {
      documents.stream()
          .filter(publication::isNew)
          .forEach(source -> problems.addAll(source.typeProblems(declared.get())));
    }
    return problems;
  }

  /** Two schemas of the same. */
  private List<Problem> rivals() {
    List<Problem> problems = new ArrayList<>();
    for (SourceDocument source : own.values()) {
      Schema schema = (Schema) source.document();
      if (!publication.isInUse(source)) {
        continue;
      }
      for (Schema other : after.values()) {
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
                  "put all of it into one of them, and delete the other: apply it with --state"
                      + " deleted"));
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
   * @param live everything that is in use; of one kind and name the last counts
   */
  public static List<Problem> checkLive(
      Collection<SourceDocument> documents,
      Collection<SourceDocument> live,
      Publication publication) {
    TypeFit fit =
        new TypeFit(documents, live.stream().map(SourceDocument::document).toList(), publication);
    List<SourceDocument> changed = fit.own.values().stream().filter(fit::changes).toList();
    Optional<Declared> after = Declared.of(fit.after.values());
    if (changed.isEmpty() || after.isEmpty()) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    for (SourceDocument source : fit.staying(documents, live)) {
      fit.misfit(source, after)
          .ifPresent(misfit -> problems.add(refusal(fit.culprit(changed, source), source, misfit)));
    }
    return problems;
  }

  /** Whether something else is declared by a schema than before. */
  private boolean changes(SourceDocument source) {
    String name = source.document().name();
    return !says(before.get(name)).equals(says(after.get(name)));
  }

  private static List<Object> says(Schema schema) {
    return schema == null ? List.of() : List.of(schema.event(), schema.type());
  }

  /**
   * What of a document fits no more. What did not fit before is not the change's fault: places are
   * compared, as the words name all that is declared.
   */
  private Optional<Problem> misfit(SourceDocument source, Optional<Declared> then) {
    if (then.isEmpty()) {
      return Optional.empty();
    }
    List<Problem> found = new ArrayList<>(source.typeProblems(then.get()));
    if (!found.isEmpty()) {
      Declared.of(before.values())
          .map(source::typeProblems)
          .ifPresent(
              old ->
                  found.removeIf(
                      problem -> old.stream().anyMatch(was -> was.path().equals(problem.path()))));
    }
    return found.stream().findFirst();
  }

  /** The schema whose change alone is enough; the first one if it takes several. */
  private SourceDocument culprit(List<SourceDocument> changed, SourceDocument source) {
    return changed.stream()
        .filter(one -> misfit(source, Declared.of(under(List.of(one)).values())).isPresent())
        .findFirst()
        .orElse(changed.get(0));
  }

  /** What is in use afterwards with a text that is published now. */
  private Collection<SourceDocument> staying(
      Collection<SourceDocument> documents, Collection<SourceDocument> live) {
    Map<List<Object>, SourceDocument> staying = new LinkedHashMap<>();
    live.forEach(source -> staying.put(id(source), source));
    documents.stream().filter(publication::replaces).forEach(source -> staying.remove(id(source)));
    documents.stream()
        .filter(source -> publication.isInUse(source) && !publication.isNew(source))
        .forEach(source -> staying.put(id(source), source));
    return staying.values();
  }

  private static List<Object> id(SourceDocument source) {
    return List.of(source.document().kind(), source.document().name());
  }

  private static Problem refusal(SourceDocument schema, SourceDocument source, Problem problem) {
    Document document = source.document();
    return schema.problem(
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
