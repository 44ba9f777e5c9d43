package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Lookbacks;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCheck.Place;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Step.Awaited;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Sightings;
import dev.sojourn.engine.profile.Turn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a stay takes along to another version (V3): its requests under the names that their steps
 * have there, and what its awaits have seen, if the new version's await the same.
 */
final class Belongings {
  private final Journey from;
  private final Journey to;
  private final Migration migration;

  private Belongings(Journey from, Journey to, Migration migration) {
    this.from = from;
    this.to = to;
    this.migration = migration;
  }

  /**
   * Carries what an instance has to another version.
   *
   * @param from empty if this build cannot use it; then what was seen is forgotten
   */
  static void carry(
      Turn turn, Instance instance, Optional<Journey> from, Journey to, Migration migration) {
    if (from.isEmpty()) {
      instance.sightings = new Sightings();
      return;
    }
    Belongings belongings = new Belongings(from.get(), to, migration);
    belongings.renameRequests(instance);
    instance.sightings = belongings.sightings(turn, instance);
  }

  /**
   * A send or call that goes on under another name has made its requests under that name. All names
   * change at once: steps may change places. Of several that become one, the step counts at which
   * the instance is, else the one that asked last.
   */
  private void renameRequests(Instance instance) {
    Map<String, Instance.Sent> latest = new HashMap<>();
    for (Instance.Sent sent : instance.sent) {
      if (sent.latest) {
        latest.merge(
            nameOf(sent.step),
            sent,
            (earlier, later) -> {
              boolean staysEarlier = earlier.step.equals(instance.step);
              (staysEarlier ? later : earlier).latest = false;
              return staysEarlier ? earlier : later;
            });
      }
    }
    latest.forEach((name, sent) -> sent.step = name);
    instance.forgetSettled();
  }

  private String nameOf(String step) {
    return isRenamed(step) ? target(step) : step;
  }

  private boolean isRenamed(String step) {
    Step before = from.steps().get(step);
    Step after = to.steps().get(target(step));
    return !target(step).equals(step)
        && (before instanceof Step.Send || before instanceof Step.Call)
        && after != null
        && Place.of(before).equals(Place.of(after));
  }

  private String target(String step) {
    return migration.of(step) instanceof Migration.Goes goes ? goes.step() : step;
  }

  /** S4. */
  private Sightings sightings(Turn turn, Instance instance) {
    Sightings carried = new Sightings();
    for (Step step : to.steps().values()) {
      if (step instanceof Step.Await await && await.lookback().isPresent()) {
        for (int i = 0; i < await.matches().size(); i++) {
          carry(turn, instance, await, i, carried);
        }
      }
    }
    return carried;
  }

  private void carry(Turn turn, Instance instance, Step.Await await, int index, Sightings to) {
    Awaited awaited = await.matches().get(index);
    Optional<Source> source = source(await, awaited);
    if (source.isPresent()) {
      Source found = source.get();
      copy(
          instance.sightings,
          Lookbacks.ofTheInstance(found.await.id(), found.index),
          Lookbacks.ofTheInstance(await.id(), index),
          to);
      copy(
          instance.sightings,
          LookingBack.consumed(found.await, found.index),
          LookingBack.consumed(await, index),
          to);
    } else if (!(awaited instanceof Step.AwaitedReport)
        && turn.state().recent().of(Lookbacks.ofThePerson(awaited)) == instance.enteredAt) {
      // What started an instance is no answer to what it awaits.
      to.see(LookingBack.consumed(await, index), instance.enteredAt);
    }
  }

  private static void copy(Sightings seen, long from, long as, Sightings to) {
    long time = seen.of(from);
    if (time != Long.MIN_VALUE) {
      to.see(as, time);
    }
  }

  /** Where the old version awaited the same. */
  private record Source(Step.Await await, int index) {}

  /** At the step of the same name, else at one that leads here, else anywhere. */
  private Optional<Source> source(Step.Await await, Awaited awaited) {
    Optional<Source> best = Optional.empty();
    int bestRank = 0;
    for (Step step : from.steps().values()) {
      if (step instanceof Step.Await old && old.lookback().isPresent()) {
        int rank = old.id().equals(await.id()) ? 3 : target(old.id()).equals(await.id()) ? 2 : 1;
        for (int i = 0; i < old.matches().size() && rank > bestRank; i++) {
          if (isSame(old.matches().get(i), awaited)) {
            best = Optional.of(new Source(old, i));
            bestRank = rank;
          }
        }
      }
    }
    return best;
  }

  private boolean isSame(Awaited before, Awaited after) {
    if (before instanceof Step.AwaitedReport old) {
      return after instanceof Step.AwaitedReport report
          && old.statuses().equals(report.statuses())
          && (old.of().equals(report.of()) || target(old.of()).equals(report.of()));
    }
    return before.getClass() == after.getClass()
        && Lookbacks.ofThePerson(before) == Lookbacks.ofThePerson(after);
  }
}
