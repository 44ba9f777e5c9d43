package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks whether documents that are to be published together fit each other and those that are live
 * already.
 */
public final class DocumentSet {
  /** Journeys that may be live at a time (N3). */
  static final int MOST_JOURNEYS = 5_000;

  private final List<Problem> problems = new ArrayList<>();
  private final Map<Kind, Map<String, Document>> known = new EnumMap<>(Kind.class);
  private final Map<Kind, Map<String, Set<Integer>>> versions = new EnumMap<>(Kind.class);
  private final MigrationFit migrations;

  private DocumentSet(Collection<SourceDocument> documents, Collection<? extends Document> live) {
    for (Kind kind : Kind.values()) {
      known.put(kind, new HashMap<>());
      versions.put(kind, new HashMap<>());
    }
    live.forEach(this::note);
    documents.forEach(source -> note(source.document()));
    migrations = new MigrationFit(documents, live);
  }

  /**
   * Checks documents that are to be published together.
   *
   * @param live documents that are live already; of the same kind and name, the one to be published
   *     takes its place. All versions of templates that steps may name, and of journeys that
   *     migrations name
   * @return by file and line; empty if all fit
   */
  public static List<Problem> check(
      Collection<SourceDocument> documents, Collection<? extends Document> live) {
    return check(documents, live, Publication.ALL_NEW);
  }

  /**
   * The same where it is known what becomes of them: of those that are published already, types are
   * not checked any more (A6).
   */
  public static List<Problem> check(
      Collection<SourceDocument> documents,
      Collection<? extends Document> live,
      Publication publication) {
    DocumentSet set = new DocumentSet(documents, live);
    set.refuseDuplicates(documents);
    set.refuseTooManyJourneys(documents);
    for (SourceDocument source : documents) {
      if (source.document() instanceof Journey journey) {
        set.checkJourney(source, journey);
      } else if (source.document() instanceof Audience audience) {
        set.checkAudience(source, audience);
      } else if (source.document() instanceof Migration migration) {
        set.require(
            source, Path.ROOT.child("spec").child("journey"), Kind.JOURNEY, migration.journey());
        set.problems.addAll(set.migrations.check(source, migration));
      }
    }
    set.problems.addAll(TypeFit.check(documents, live, publication));
    set.problems.sort(
        Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column));
    return List.copyOf(set.problems);
  }

  private void note(Document document) {
    known.get(document.kind()).put(document.name(), document);
    versions
        .get(document.kind())
        .computeIfAbsent(document.name(), name -> new TreeSet<>())
        .add(document.version());
  }

  private void refuseDuplicates(Collection<SourceDocument> documents) {
    Map<List<Object>, SourceDocument> seen = new HashMap<>();
    for (SourceDocument source : documents) {
      Document document = source.document();
      SourceDocument earlier =
          seen.putIfAbsent(List.of(document.kind(), document.name(), document.version()), source);
      if (earlier != null) {
        problems.add(
            source.problem(
                Path.ROOT.child("metadata").child("name"),
                document.kind().label()
                    + " '"
                    + document.name()
                    + "' version "
                    + document.version()
                    + " stands in "
                    + earlier.file()
                    + ":"
                    + earlier.line()
                    + " too",
                "remove one of them, or give it another name or version"));
      }
    }
  }

  private void refuseTooManyJourneys(Collection<SourceDocument> documents) {
    int journeys = known.get(Kind.JOURNEY).size();
    if (journeys > MOST_JOURNEYS) {
      documents.stream()
          .filter(source -> source.document() instanceof Journey)
          .findFirst()
          .ifPresent(
              source ->
                  problems.add(
                      source.problem(
                          Path.ROOT.child("metadata").child("name"),
                          "%,d journeys would be live, of %,d that may be"
                              .formatted(journeys, MOST_JOURNEYS),
                          "delete those that are over")));
    }
  }

  private void checkJourney(SourceDocument source, Journey journey) {
    Path spec = Path.ROOT.child("spec");
    if (!journey.policy().isEmpty()) {
      require(source, spec.child("policy"), Kind.CONTACT_POLICY, journey.policy());
    }
    References.of(journey)
        .forEach(
            reference -> require(source, reference.path(), reference.kind(), reference.name()));
    for (Step step : journey.steps().values()) {
      Path at = spec.child("steps").child(step.id());
      if (step instanceof Step.Send send) {
        requireVersion(source, at.child("send"), send.template(), send.templateVersion());
      } else if (step instanceof Step.Call call) {
        requireVersion(source, at.child("call"), call.template(), call.templateVersion());
      }
    }
  }

  private void require(SourceDocument source, Path path, Kind kind, String name) {
    Set<String> names = known.get(kind).keySet();
    if (!names.contains(name)) {
      problems.add(
          source.problem(
              path,
              "there is no " + kind.label() + " '" + name + "'",
              Suggestion.remedy(name, names, "publish it together with this document")));
    }
  }

  private void requireVersion(SourceDocument source, Path step, String template, int version) {
    Set<Integer> there = versions.get(Kind.TEMPLATE).getOrDefault(template, Set.of());
    if (version > 0 && !there.isEmpty() && !there.contains(version)) {
      problems.add(
          source.problem(
              step.child("templateVersion"),
              "Template '" + template + "' has no version " + version,
              "known are " + there + "; leave it out for the live one"));
    }
  }

  private void checkAudience(SourceDocument source, Audience audience) {
    Map<Path, String> members = new LinkedHashMap<>();
    collect(audience.rule(), Path.ROOT.child("spec"), members);
    members.forEach(
        (path, name) -> {
          require(source, path, Kind.AUDIENCE, name);
          List<String> cycle = new ArrayList<>(List.of(audience.name()));
          if (leadsTo(name, audience.name(), cycle, new LinkedHashSet<>())) {
            // A8
            problems.add(
                source.problem(
                    path,
                    "audiences that use each other in a circle: " + String.join(" -> ", cycle),
                    "take one of them out of the circle"));
          }
        });
  }

  /** Whether an audience uses another, however indirectly; if so, the way is added. */
  private boolean leadsTo(String from, String to, List<String> way, Set<String> seen) {
    way.add(from);
    if (from.equals(to)) {
      return true;
    }
    if (seen.add(from) && known.get(Kind.AUDIENCE).get(from) instanceof Audience audience) {
      Map<Path, String> members = new LinkedHashMap<>();
      collect(audience.rule(), Path.ROOT, members);
      for (String member : members.values()) {
        if (leadsTo(member, to, way, seen)) {
          return true;
        }
      }
    }
    way.remove(way.size() - 1);
    return false;
  }

  /** The audiences that a rule names, by where it names them. */
  private static void collect(Rule rule, Path path, Map<Path, String> members) {
    if (rule instanceof Rule.All all) {
      collect(all.rules(), path.child("all"), members);
    } else if (rule instanceof Rule.Any any) {
      collect(any.rules(), path.child("any"), members);
    } else if (rule instanceof Rule.Not not) {
      collect(not.rule(), path.child("not"), members);
    } else if (rule instanceof Rule.Member member) {
      members.put(path.child("audience"), member.audience());
    }
  }

  private static void collect(List<Rule> rules, Path path, Map<Path, String> members) {
    for (int i = 0; i < rules.size(); i++) {
      collect(rules.get(i), path.child(i), members);
    }
  }
}
