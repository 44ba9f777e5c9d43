package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.Path;
import dev.sojourn.engine.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds every expression of a journey. */
final class Expressions {
  /** What an expression is there for. */
  enum Role {
    /** Whether an event is meant, or a case is taken. */
    CONDITION,
    /** Whether to leave. */
    EXIT,
    /** A case of a branch, which has checks of its own. */
    CASE,
    /** Gives a value. */
    VALUE
  }

  /**
   * An expression.
   *
   * @param step in which it stands; empty if in none
   */
  record Placed(Path path, String step, Role role, Expression expression) {}

  private final List<Placed> all = new ArrayList<>();

  private Expressions() {}

  /** In the document's order, as far as it is known. */
  static List<Placed> of(Journey journey) {
    Expressions found = new Expressions();
    if (journey.entry() instanceof Journey.EventEntry entry) {
      Path at = Findings.SPEC.child("entry");
      found.event(at.child("event"), "", entry.event());
      entry.key().ifPresent(key -> found.add(at.child("key"), "", Role.VALUE, key));
    } else if (journey.entry() instanceof Journey.BusinessEntry entry) {
      found.event(Findings.SPEC.child("entry").child("business"), "", entry.event());
    }
    for (int i = 0; i < journey.exits().size(); i++) {
      Path at = Findings.SPEC.child("exit").child(i);
      if (journey.exits().get(i) instanceof Journey.EventExit exit) {
        found.event(at.child("event"), "", exit.event());
      } else if (journey.exits().get(i) instanceof Journey.ConditionExit exit) {
        found.add(at.child("when"), "", Role.EXIT, exit.when());
      }
    }
    if (journey.goal().isPresent()
        && journey.goal().get().what() instanceof Journey.EventGoal goal) {
      found.event(Findings.SPEC.child("goal").child("event"), "", goal.event());
    }
    journey.steps().values().forEach(found::step);
    return found.all;
  }

  private void step(Step step) {
    Path at = JourneyView.at(step.id());
    String id = step.id();
    if (step instanceof Step.Wait wait && wait.until() instanceof Step.At until) {
      add(at.child("wait").child("until"), id, Role.VALUE, until.moment());
    } else if (step instanceof Step.Await await) {
      await(at.child("await"), await);
    } else if (step instanceof Step.Branch branch) {
      for (int i = 0; i < branch.cases().size(); i++) {
        Path place = at.child("branch").child(i).child("when");
        add(place, id, Role.CASE, branch.cases().get(i).when());
      }
    } else if (step instanceof Step.Update update) {
      values(at.child("update").child("attributes"), id, update.attributes());
    } else if (step instanceof Step.Emit emit) {
      values(at.child("emit").child("properties"), id, emit.properties());
    } else if (step instanceof Step.Jump jump) {
      jump.key().ifPresent(key -> add(at.child("jump").child("key"), id, Role.VALUE, key));
      values(at.child("jump").child("context"), id, jump.context());
    }
  }

  private void await(Path at, Step.Await await) {
    for (int i = 0; i < await.matches().size(); i++) {
      if (await.matches().get(i) instanceof Step.AwaitedEvent awaited) {
        event(awaited(at, await, i).child("event"), await.id(), awaited.event());
      }
    }
  }

  /** Where one of the things awaited stands, alone or as one of several. */
  static Path awaited(Path await, Step.Await step, int index) {
    return step.matches().size() == 1 ? await : await.child("any").child(index);
  }

  private void event(Path at, String step, EventMatcher event) {
    event.when().ifPresent(when -> add(at.child("when"), step, Role.CONDITION, when));
  }

  private void values(Path at, String step, Map<String, Expression> values) {
    values.forEach((name, value) -> add(at.child(name), step, Role.VALUE, value));
  }

  private void add(Path path, String step, Role role, Expression expression) {
    all.add(new Placed(path, step, role, expression));
  }
}
