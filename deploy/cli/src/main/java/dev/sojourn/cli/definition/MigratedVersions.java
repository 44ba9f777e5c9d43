package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The versions of journeys between which migrations move people (V3). */
final class MigratedVersions {
  private final Collection<SourceDocument> sources;
  private final Published published;
  private final List<DocumentVersion> found = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  MigratedVersions(Collection<SourceDocument> sources, Published published) {
    this.sources = sources;
    this.published = published;
    for (SourceDocument source : sources) {
      if (source.document() instanceof Migration migration) {
        migration.from().forEach(version -> look(source, migration, "from", version));
        look(source, migration, "to", migration.to());
      }
    }
  }

  /** Those that are published, each once. */
  List<DocumentVersion> published() {
    return found.stream().distinct().toList();
  }

  /** Those that are neither published nor about to be. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void look(SourceDocument source, Migration migration, String field, int version) {
    DocumentName journey = new DocumentName(Kind.JOURNEY, migration.journey());
    Optional<String> json = published.version(journey, version);
    json.ifPresent(
        text -> found.add(new DocumentVersion(Kind.JOURNEY, journey.name(), version, text, "")));
    TreeSet<Integer> known = new TreeSet<>(published.versions(journey));
    for (SourceDocument other : sources) {
      Document document = other.document();
      if (document instanceof Journey && document.name().equals(journey.name())) {
        known.add(document.version());
      }
    }
    // That there is no such journey at all is told elsewhere.
    if (!known.isEmpty() && !known.contains(version)) {
      problems.add(
          source.problemAt(
              List.of("spec", field),
              "Journey '" + journey.name() + "' has no version " + version,
              "known are " + known));
    }
  }
}
