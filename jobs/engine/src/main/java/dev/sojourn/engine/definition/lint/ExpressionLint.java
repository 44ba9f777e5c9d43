package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.definition.document.Path;
import dev.sojourn.engine.definition.lint.Expressions.Placed;
import dev.sojourn.engine.definition.lint.Expressions.Role;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Inspection;
import dev.sojourn.engine.expression.Variable;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Conditions that do not decide anything, and answers that are read before they can be there. */
final class ExpressionLint {
  private ExpressionLint() {}

  static void check(JourneyView view, Findings findings) {
    for (Placed placed : Expressions.of(view.journey())) {
      Inspection inspection = Inspection.of(placed.expression());
      if (placed.role() == Role.CONDITION || placed.role() == Role.EXIT) {
        never(placed.path(), inspection, findings);
      }
      if (placed.role() == Role.EXIT && inspection.isAlwaysTrue()) {
        findings.at(
            Lint.CONSTANT_CONDITION,
            placed.path(),
            "this exit always holds, so everybody leaves at once",
            "correct the condition, or remove the exit");
      }
      for (List<String> path : sorted(inspection)) {
        answer(view, placed.path(), placed.step(), path, "", findings);
      }
    }
    view.steps(Step.Send.class)
        .forEach(
            send ->
                template(
                    view, send.id(), "send", send.template(), send.templateVersion(), findings));
    view.steps(Step.Call.class)
        .forEach(
            call ->
                template(
                    view, call.id(), "call", call.template(), call.templateVersion(), findings));
  }

  private static void never(Path path, Inspection inspection, Findings findings) {
    if (inspection.isNeverTrue()) {
      findings.at(
          Lint.CONSTANT_CONDITION,
          path,
          "this condition is never true",
          "correct it: no value satisfies all of it");
    }
  }

  private static TreeSet<List<String>> sorted(Inspection inspection) {
    TreeSet<List<String>> paths =
        new TreeSet<>(java.util.Comparator.comparing((List<String> path) -> path.toString()));
    paths.addAll(inspection.reads(Variable.STEPS));
    return paths;
  }

  private static void template(
      JourneyView view, String step, String kind, String name, int version, Findings findings) {
    Optional<Template> template = view.known().template(name, version);
    if (template.isEmpty()) {
      return;
    }
    for (List<String> path : template.get().names()) {
      if (path.get(0).equals("steps")) {
        answer(
            view,
            JourneyView.at(step).child(kind).child("template"),
            step,
            path.subList(1, path.size()),
            "template '" + name + "' names ",
            findings);
      }
    }
  }

  /**
   * Whether a call can have brought an answer.
   *
   * @param step where it is read; empty if outside of steps
   * @param path inside of {@code steps}
   * @param reader who reads it, with a blank at the end; empty for an expression
   */
  private static void answer(
      JourneyView view, Path at, String step, List<String> path, String reader, Findings findings) {
    if (path.isEmpty()) {
      return;
    }
    String of = path.get(0);
    boolean isCall = view.journey().steps().get(of) instanceof Step.Call;
    boolean brought =
        isCall
            && (step.isEmpty()
                ? view.ways().from(view.graph().start()).contains(of)
                : view.ways().after(of).contains(step));
    if (!brought) {
      findings.at(
          Lint.ANSWER_NEVER_THERE,
          at,
          reader
              + "steps."
              + String.join(".", path)
              + (reader.isEmpty() ? " is never there: " : ", which is never there: ")
              + (isCall
                  ? "the call '" + of + "' does not come before it"
                  : "there is no call step '" + of + "'"),
          "read the answer of a call that comes before");
    }
  }

  /**
   * A condition that everybody satisfies is a way to say everybody; one that nobody does is not.
   */
  static void check(Audience audience, Findings findings) {
    rule(audience.rule(), Findings.SPEC, findings);
  }

  private static void rule(Rule rule, Path at, Findings findings) {
    if (rule instanceof Rule.All all) {
      rules(all.rules(), at.child("all"), findings);
    } else if (rule instanceof Rule.Any any) {
      rules(any.rules(), at.child("any"), findings);
    } else if (rule instanceof Rule.Not not) {
      rule(not.rule(), at.child("not"), findings);
    } else if (rule instanceof Rule.Profile profile) {
      never(at.child("profile"), Inspection.of(profile.condition()), findings);
    } else if (rule instanceof Rule.Count count) {
      where(count.event(), at.child("events"), findings);
    } else if (rule instanceof Rule.Aggregate aggregate) {
      where(aggregate.event(), at.child("events"), findings);
    } else if (rule instanceof Rule.Absent absent) {
      where(absent.event(), at.child("absent"), findings);
    } else if (rule instanceof Rule.Sequence sequence) {
      sequence(sequence, at.child("sequence"), findings);
    }
  }

  private static void sequence(Rule.Sequence sequence, Path at, Findings findings) {
    for (int i = 0; i < sequence.steps().size(); i++) {
      where(sequence.steps().get(i), at.child("steps").child(i), findings);
    }
    sequence
        .notFollowedBy()
        .ifPresent(following -> where(following.event(), at.child("notFollowedBy"), findings));
  }

  private static void rules(List<Rule> rules, Path at, Findings findings) {
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), at.child(i), findings);
    }
  }

  private static void where(EventMatcher event, Path at, Findings findings) {
    Optional<Expression> where = event.when();
    where.ifPresent(when -> never(at.child("where"), Inspection.of(when), findings));
  }
}
