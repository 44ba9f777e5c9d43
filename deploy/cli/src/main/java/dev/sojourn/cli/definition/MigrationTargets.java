package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCheck;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether migrations that are about to move people lead to versions that are live then (V3): the
 * job would refuse others.
 */
final class MigrationTargets {
  private final List<SourceDocument> sources;
  private final List<Change> plan;
  private final Published published;

  private MigrationTargets(List<SourceDocument> sources, List<Change> plan, Published published) {
    this.sources = sources;
    this.plan = plan;
    this.published = published;
  }

  /**
   * What is wrong with a plan.
   *
   * @param plan what is to be done with the sources, in their order
   */
  static List<Problem> check(List<SourceDocument> sources, List<Change> plan, Published published) {
    return new MigrationTargets(sources, plan, published).problems();
  }

  private List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      if (sources.get(i).document() instanceof Migration migration && plan.get(i).makesLive()) {
        SourceDocument source = sources.get(i);
        fault(migration)
            .ifPresent(
                fault ->
                    problems.add(
                        source.problemAt(List.of("spec", "to"), fault.message(), fault.remedy())));
      }
    }
    return problems;
  }

  private Optional<MigrationCheck.Fault> fault(Migration migration) {
    DocumentName journey = new DocumentName(Kind.JOURNEY, migration.journey());
    Optional<Published.Live> live = live(journey);
    // That there is no such journey at all is told elsewhere.
    return live.isPresent()
        ? MigrationCheck.ofTarget(migration, live.get().version(), live.get().state())
        : trial(journey)
            .flatMap(trial -> MigrationCheck.ofTrial(migration, trial.version(), trial.state()));
  }

  /** Which version of a journey is live once all is published. */
  private Optional<Published.Live> live(DocumentName journey) {
    return planned(journey, false).or(() -> published.live(journey));
  }

  private Optional<Published.Live> trial(DocumentName journey) {
    return planned(journey, true).or(() -> published.trial(journey));
  }

  /** Of several versions of a journey one is done, the highest. */
  private Optional<Published.Live> planned(DocumentName journey, boolean onTrial) {
    return plan.stream()
        .filter(change -> change.isDone() && change.document().id().equals(journey))
        .filter(change -> change.state().isTrial() == onTrial)
        .map(change -> new Published.Live(change.document().version(), change.state()))
        .reduce((earlier, later) -> later);
  }
}
