package dev.sojourn.cli.definition;

import dev.sojourn.cli.connection.Connection;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applying documents: checked together with what is live and not replaced, compared, and published
 * as a whole or not at all.
 *
 * @param checked what was read; with problems, nothing is planned
 * @param plan what is to be done, or was
 */
public record Application(CheckedDocuments checked, List<Change> plan) {

  /** Reads, checks and compares; publishes nothing. */
  public static Application plan(
      Connection connection, List<Path> paths, Optional<PublicationState> state) {
    Published published = new DefinitionsTopic(connection).read();
    CheckedDocuments checked = DocumentFiles.check(paths, published, state);
    if (!checked.problems().isEmpty()) {
      return new Application(checked, List.of());
    }
    List<Change> plan = Plan.of(checked.documents(), published, state);
    List<Problem> problems =
        new ArrayList<>(MigrationTargets.check(checked.sources(), plan, published));
    problems.addAll(MigrationsTogether.check(checked.sources(), plan, checked.live()));
    return problems.isEmpty()
        ? new Application(checked, plan)
        : new Application(
            new CheckedDocuments(checked.sources(), checked.live(), problems), List.of());
  }

  /** Whether it may be published. */
  public boolean isSound() {
    return checked.problems().isEmpty()
        && plan.stream().noneMatch(change -> change.action() == Change.Action.REFUSED);
  }

  /**
   * Publishes what is planned, and returns when it is acknowledged.
   *
   * @throws IllegalStateException if it is not sound
   */
  public void publish(Connection connection, Optional<String> publishedBy) {
    if (!isSound()) {
      throw new IllegalStateException("not sound");
    }
    new DefinitionsTopic(connection).publish(plan, publishedBy);
  }
}
