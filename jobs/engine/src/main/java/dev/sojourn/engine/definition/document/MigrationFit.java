package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCheck;
import dev.sojourn.engine.definition.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether migrations fit the versions of their journeys that are known (V4). A version that is not
 * known may be published somewhere.
 */
final class MigrationFit {
  private static final Path SPEC = Path.ROOT.child("spec");

  private final Map<String, Map<Integer, Journey>> journeys = new HashMap<>();

  MigrationFit(Collection<SourceDocument> documents, Collection<? extends Document> live) {
    live.forEach(this::note);
    documents.forEach(source -> note(source.document()));
  }

  private void note(Document document) {
    if (document instanceof Journey journey) {
      journeys
          .computeIfAbsent(journey.name(), name -> new TreeMap<>())
          .put(journey.version(), journey);
    }
  }

  List<Problem> check(SourceDocument source, Migration migration) {
    List<Problem> problems = new ArrayList<>();
    Map<Integer, Journey> versions = journeys.getOrDefault(migration.journey(), Map.of());
    Optional<Journey> to = Optional.ofNullable(versions.get(migration.to()));
    List<Journey> from = new ArrayList<>(versions.values());
    from.removeIf(journey -> !migration.from().contains(journey.version()));
    if (to.isPresent()) {
      MigrationCheck.of(migration, from, to.get())
          .forEach(fault -> problems.add(problem(source, fault)));
    }
    return problems;
  }

  private static Problem problem(SourceDocument source, MigrationCheck.Fault fault) {
    return source.problem(
        SPEC.child("steps").child(fault.step()),
        fault.message(),
        fault.wrongName().isEmpty()
            ? fault.remedy()
            : Suggestion.remedy(fault.wrongName(), fault.known(), fault.remedy()));
  }
}
