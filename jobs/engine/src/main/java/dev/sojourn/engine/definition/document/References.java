package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A document that another one names.
 *
 * @param path where it names it
 */
record References(Path path, Kind kind, String name) {
  private static final Path SPEC = Path.ROOT.child("spec");

  /** All documents that a journey names, but its contact policy. */
  static List<References> of(Journey journey) {
    List<References> all = new ArrayList<>();
    if (journey.entry() instanceof Journey.AudienceEntry entry) {
      audience(all, SPEC.child("entry").child("audience"), entry.transition().audience());
    }
    if (journey.entry() instanceof Journey.ScheduleEntry entry && entry.audience().isPresent()) {
      all.add(
          new References(
              SPEC.child("entry").child("schedule").child("audience"),
              Kind.AUDIENCE,
              entry.audience().get()));
    }
    if (journey.entry() instanceof Journey.BusinessEntry entry && entry.audience().isPresent()) {
      all.add(
          new References(
              SPEC.child("entry").child("business").child("audience"),
              Kind.AUDIENCE,
              entry.audience().get()));
    }
    for (int i = 0; i < journey.guards().exclude().size(); i++) {
      all.add(
          new References(
              SPEC.child("exclude").child(i), Kind.AUDIENCE, journey.guards().exclude().get(i)));
    }
    for (int i = 0; i < journey.exits().size(); i++) {
      if (journey.exits().get(i) instanceof Journey.AudienceExit exit) {
        audience(all, SPEC.child("exit").child(i).child("audience"), exit.audience());
      }
    }
    if (journey.goal().isPresent()
        && journey.goal().get().what() instanceof Journey.AudienceGoal goal) {
      audience(all, SPEC.child("goal").child("audience"), goal.transition().audience());
    }
    journey.steps().values().forEach(step -> step(all, step));
    return all;
  }

  private static void audience(List<References> all, Path path, String name) {
    all.add(new References(path.child("name"), Kind.AUDIENCE, name));
  }

  private static void step(List<References> all, Step step) {
    Path at = SPEC.child("steps").child(step.id());
    if (step instanceof Step.Send send) {
      all.add(new References(at.child("send").child("channel"), Kind.CHANNEL, send.channel()));
      all.add(new References(at.child("send").child("template"), Kind.TEMPLATE, send.template()));
    } else if (step instanceof Step.Call call) {
      all.add(new References(at.child("call").child("channel"), Kind.CHANNEL, call.channel()));
      all.add(new References(at.child("call").child("template"), Kind.TEMPLATE, call.template()));
    } else if (step instanceof Step.Jump jump) {
      all.add(new References(at.child("jump").child("journey"), Kind.JOURNEY, jump.journey()));
    } else if (step instanceof Step.Await await) {
      for (int i = 0; i < await.matches().size(); i++) {
        if (await.matches().get(i) instanceof Step.AwaitedAudience awaited) {
          // Alone, or one of several: the place of what is not there is that of what is around it.
          Path any = at.child("await").child("any").child(i).child("audience");
          Path alone = at.child("await").child("audience");
          audience(all, await.matches().size() == 1 ? alone : any, awaited.transition().audience());
        }
      }
    }
  }
}
