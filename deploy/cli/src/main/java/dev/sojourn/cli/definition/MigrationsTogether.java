package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCircle;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether migrations that are about to move people get along with those that are live then (V3):
 * none moves people away from where another one moves them to.
 */
final class MigrationsTogether {
  /** Those that are live once all is published, by name. */
  private final Map<String, Migration> live = new LinkedHashMap<>();

  private MigrationsTogether(
      List<SourceDocument> sources, List<Change> plan, Collection<SourceDocument> published) {
    for (SourceDocument source : published) {
      if (source.document() instanceof Migration migration) {
        live.put(migration.name(), migration);
      }
    }
    for (int i = 0; i < plan.size(); i++) {
      if (sources.get(i).document() instanceof Migration migration && !plan.get(i).isSuperseded()) {
        PublicationState state = plan.get(i).state();
        if (state == PublicationState.LIVE) {
          live.put(migration.name(), migration);
        } else if (!state.isTrial()) {
          live.remove(migration.name());
        }
      }
    }
  }

  /**
   * What is wrong with a plan.
   *
   * @param plan what is to be done with the sources, in their order
   * @param published documents that are published; of migrations those that are live now
   */
  static List<Problem> check(
      List<SourceDocument> sources, List<Change> plan, Collection<SourceDocument> published) {
    MigrationsTogether together = new MigrationsTogether(sources, plan, published);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      if (sources.get(i).document() instanceof Migration migration && plan.get(i).makesLive()) {
        together.problem(sources.get(i), migration).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private Optional<Problem> problem(SourceDocument source, Migration migration) {
    List<String> from = List.of("spec", "from");
    Optional<MigrationCircle> circle = MigrationCircle.of(migration, live.values());
    if (circle.isPresent()) {
      return Optional.of(
          source.problemAt(
              from,
              "these would move people in a circle, as they would be live at a time: "
                  + circle.get(),
              "stop one of them first: apply it with --state stopped"));
    }
    return live.values().stream()
        .filter(other -> isAgainst(migration, other))
        .findFirst()
        .map(
            other ->
                source.problemAt(
                    from,
                    "Migration '"
                        + other.name()
                        + "' would be live with it, and moves people to version "
                        + other.to()
                        + ", from which this one moves them away",
                    "stop it first: apply it with --state stopped"));
  }

  private static boolean isAgainst(Migration one, Migration other) {
    return !one.name().equals(other.name())
        && one.journey().equals(other.journey())
        && one.from().contains(other.to());
  }
}
