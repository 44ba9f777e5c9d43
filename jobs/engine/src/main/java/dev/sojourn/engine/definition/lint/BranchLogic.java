package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which cases of a branch nobody takes (S5).
 *
 * @param dead by case, why; empty if it may be taken
 * @param decided the condition that is always true, so that nothing after it is taken; empty if
 *     there is none
 */
record BranchLogic(List<Optional<String>> dead, Optional<String> decided) {

  static BranchLogic of(Step.Branch branch) {
    List<Optional<String>> dead = new ArrayList<>();
    List<Inspection> earlier = new ArrayList<>();
    Optional<String> decided = Optional.empty();
    for (Step.Case option : branch.cases()) {
      Inspection when = Inspection.of(option.when());
      dead.add(
          decided
              .map(always -> "'" + always + "' before it is always true")
              .or(() -> never(when))
              .or(() -> covered(branch, when, option.when(), earlier)));
      earlier.add(when);
      if (decided.isEmpty() && when.isAlwaysTrue()) {
        decided = Optional.of(option.when().source());
      }
    }
    return new BranchLogic(List.copyOf(dead), decided);
  }

  private static Optional<String> never(Inspection when) {
    return when.isNeverTrue() ? Optional.of("its condition is never true") : Optional.empty();
  }

  private static Optional<String> covered(
      Step.Branch branch, Inspection when, Expression source, List<Inspection> earlier) {
    for (int i = 0; i < earlier.size(); i++) {
      Expression before = branch.cases().get(i).when();
      if (before.equals(source) || when.implies(earlier.get(i))) {
        return Optional.of("wherever it holds, '" + before.source() + "' before it holds too");
      }
    }
    return Optional.empty();
  }
}
