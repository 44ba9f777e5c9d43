package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCircle;
import dev.sojourn.engine.definition.PublicationState;

/** Finds migrations that lead people back (V3). */
final class MigrationLint {
  private MigrationLint() {}

  /**
   * Which of them are live is not known of files; where it is, {@code apply} refuses them.
   *
   * @param known among which other migrations are
   */
  static void check(
      Migration migration, Known known, Circumstances circumstances, Findings findings) {
    if (circumstances.state().filter(state -> state != PublicationState.LIVE).isPresent()) {
      findings.cannotJudge(Lint.MIGRATION_CIRCLE);
      return;
    }
    MigrationCircle.of(migration, known.migrations())
        .ifPresent(
            circle ->
                findings.at(
                    Lint.MIGRATION_CIRCLE,
                    Findings.SPEC.child("from"),
                    "these would move people in a circle, were they live at a time: " + circle,
                    "stop one before the next is live: apply it with --state stopped"));
  }
}
