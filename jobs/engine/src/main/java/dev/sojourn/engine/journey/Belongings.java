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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stay takes along to another version (V3): its requests, and the answers that it got, under
 * the names that their steps have there, and what its awaits have seen, if the new version's await
 * the same.
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
    belongings.renameAnswers(turn, instance);
    belongings.renameRequests(instance);
    instance.sightings = belongings.sightings(turn, instance);
  }

  /**
   * A send or call that goes on under another name has made its requests under that name. All names
   * change at once: steps may change places. Of several that become one, the step counts at which
   * the instance is, else the one that asked last; one that leads elsewhere yields its name.
   */
  private void renameRequests(Instance instance) {
    Map<String, Instance.Sent> latest = new HashMap<>();
    for (Instance.Sent sent : instance.sent) {
      if (sent.latest) {
        latest.merge(
            nameOf(sent.step),
            sent,
            (earlier, later) -> {
              boolean staysEarlier =
                  leadsElsewhere(later.step) == leadsElsewhere(earlier.step)
                      ? earlier.step.equals(instance.step)
                      : leadsElsewhere(later.step);
              (staysEarlier ? later : earlier).latest = false;
              return staysEarlier ? earlier : later;
            });
      }
    }
    latest.forEach((name, sent) -> sent.step = name);
    instance.forgetSettled();
  }

  /**
   * An answer stands under the name of the call that asked (S9). All names change at once, too. Of
   * several calls that become one, the answer counts that came to the one whose request counts;
   * before there is one, that of the call that asked last.
   */
  private void renameAnswers(Turn turn, Instance instance) {
    if (from.steps().values().stream().noneMatch(this::isRenamedCall)) {
      return; // the common case costs no look at what is stored
    }
    InstanceContext context = InstanceContext.ofBytes(turn.context(instance.id));
    Map<String, Object> renamed = new LinkedHashMap<>();
    for (String step : inOrder(context.answers().keySet(), instance)) {
      renamed.put(nameOf(step), context.answers().get(step));
    }
    if (!renamed.equals(context.answers())) {
      turn.putContext(instance.id, new InstanceContext(context.event(), renamed).toBytes());
    }
  }

  private boolean isRenamedCall(Step step) {
    return step instanceof Step.Call && isRenamed(step.id());
  }

  /**
   * Steps in the order in which they have asked, the one at which the instance is as the last;
   * those that lead elsewhere before all others.
   */
  private List<String> inOrder(Set<String> steps, Instance instance) {
    List<String> ordered = new ArrayList<>(steps);
    for (Instance.Sent sent : instance.sent) {
      if (sent.latest && ordered.remove(sent.step)) {
        ordered.add(sent.step);
      }
    }
    if (ordered.remove(instance.step)) {
      ordered.add(instance.step);
    }
    ordered.sort(Comparator.comparing(step -> !leadsElsewhere(step)));
    return ordered;
  }

  private String nameOf(String step) {
    return isRenamed(step) ? target(step) : step;
  }

  /** Whether the migration takes a step away, and does not rename it. */
  private boolean leadsElsewhere(String step) {
    return !(migration.of(step) instanceof Migration.Stays)
        && !target(step).equals(step)
        && !isRenamed(step);
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
