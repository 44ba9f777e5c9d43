package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Journey.AudienceTransition;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.Path;
import java.util.List;

/** Who may come in, and stay. */
final class EntryLint {
  /** In hundredths of a percent. */
  private static final int TINY = 100;

  private EntryLint() {}

  static void check(JourneyView view, Findings findings) {
    Journey journey = view.journey();
    if (journey.entry() instanceof Journey.AudienceEntry entry) {
      contradiction(journey, entry.transition(), findings);
    }
    journey
        .guards()
        .holdout()
        .ifPresent(
            holdout ->
                tiny(Findings.SPEC.child("holdout").child("percent"), holdout.share(), findings));
    for (Step.Experiment experiment : view.steps(Step.Experiment.class)) {
      Path control = JourneyView.at(experiment.id()).child("experiment").child("control");
      tiny(control.child("share"), experiment.control().share(), findings);
    }
    dryRun(view, findings);
  }

  private static void contradiction(
      Journey journey, AudienceTransition transition, Findings findings) {
    String audience = transition.audience();
    List<String> excluded = journey.guards().exclude();
    if (transition.entered() && excluded.contains(audience)) {
      findings.at(
          Lint.ENTRY_CONTRADICTED,
          Findings.SPEC.child("exclude").child(excluded.indexOf(audience)),
          "whoever comes into '" + audience + "' is kept out, as its members are excluded",
          "exclude another audience, or enter on leaving it: on: exited");
    }
    for (int i = 0; i < journey.exits().size(); i++) {
      if (journey.exits().get(i) instanceof Journey.AudienceExit exit
          && exit.audience().equals(audience)
          && exit.member() == transition.entered()) {
        findings.at(
            Lint.ENTRY_CONTRADICTED,
            Findings.SPEC.child("exit").child(i).child("audience"),
            "this exit holds for whoever comes in, as they have just "
                + (transition.entered() ? "come into '" : "left '")
                + audience
                + "'",
            "say is: " + (exit.member() ? "out" : "in") + ", or name another audience");
      }
    }
  }

  private static void tiny(Path at, int share, Findings findings) {
    if (share < TINY) {
      findings.at(
          Lint.TINY_SHARE,
          at,
          "less than one person in a hundred is in this group, too few to compare with",
          "shares are in percent: write 10 for a tenth");
    }
  }

  /** V6. */
  private static void dryRun(JourneyView view, Findings findings) {
    if (view.circumstances().state().filter(PublicationState.DRY_RUN::equals).isEmpty()) {
      findings.cannotJudge(Lint.ACTS_IN_DRY_RUN);
      return;
    }
    for (Step step : view.journey().steps().values()) {
      if (step instanceof Step.Update || step instanceof Step.Emit) {
        findings.atName(
            Lint.ACTS_IN_DRY_RUN,
            JourneyView.at(step.id()),
            step instanceof Step.Update
                ? "a dry run sends nothing, but changes profiles here all the same"
                : "a dry run sends nothing, but writes this event all the same",
            "leave the step out of the version that is tried, or silence this");
      }
    }
  }
}
