package dev.sojourn.engine.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a migration says for everybody who can be inside where they go (V4): every step at which
 * a person can rest leads to one that is there.
 */
public final class MigrationCheck {
  /** What is left to do with a migration that was refused; `sojourn apply` knows that it may be. */
  private static final String AND_THEN = ", and then this migration with --state live";

  private final Migration migration;
  private final Journey to;
  private final Set<Fault> faults = new LinkedHashSet<>();

  /**
   * Something wrong with a migration.
   *
   * @param step whose entry in {@code steps} is wrong, or missing
   * @param known names that may have been meant; empty if it is no matter of a wrong name
   * @param wrongName the name that is not known; empty if it is no matter of a name
   */
  public record Fault(
      String step, String message, String remedy, String wrongName, Set<String> known) {
    Fault(String step, String message, String remedy) {
      this(step, message, remedy, "", Set.of());
    }
  }

  private MigrationCheck(Migration migration, Journey to) {
    this.migration = migration;
    this.to = to;
  }

  /**
   * What is wrong with a migration.
   *
   * @param from those of the versions that are left that are known
   * @param to the version to which people are moved
   */
  public static List<Fault> of(Migration migration, Collection<Journey> from, Journey to) {
    MigrationCheck check = new MigrationCheck(migration, to);
    migration.steps().forEach((step, destination) -> check.stated(step, destination, from));
    from.forEach(check::everybodyGoesOn);
    return new ArrayList<>(check.faults);
  }

  /**
   * Whether people may be moved to a version: it is the one into which others come (V3), so that
   * nobody is left behind.
   *
   * @param version the journey's live one
   * @param state of that
   * @return what is wrong; of no step
   */
  public static Optional<Fault> ofTarget(Migration migration, int version, PublicationState state) {
    String journey = "journey '" + migration.journey() + "'";
    if (state.endsStays()) {
      return Optional.of(
          new Fault(
              "",
              journey + " is " + state.label() + ", so nobody can be moved inside of it",
              "apply version " + migration.to() + " of it with --state live" + AND_THEN));
    }
    return version == migration.to()
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "",
                "version "
                    + migration.to()
                    + " of "
                    + journey
                    + " is not live, version "
                    + version
                    + " is: who comes in meanwhile would be left behind",
                "apply version " + migration.to() + " of it with --state live" + AND_THEN));
  }

  /**
   * The same where no version is known to be live.
   *
   * @param version the one on trial
   * @param state of that
   */
  public static Optional<Fault> ofTrial(Migration migration, int version, PublicationState state) {
    return version != migration.to() || state == PublicationState.WITHDRAWN
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "",
                "version "
                    + version
                    + " of journey '"
                    + migration.journey()
                    + "' is only tried ("
                    + state.label()
                    + ")",
                "apply it with --state live" + AND_THEN));
  }

  private void stated(String step, Migration.Destination destination, Collection<Journey> from) {
    boolean complete = from.size() == migration.from().size();
    if (complete && from.stream().noneMatch(journey -> journey.steps().containsKey(step))) {
      Set<String> known = new TreeSet<>();
      from.forEach(journey -> known.addAll(journey.steps().keySet()));
      faults.add(
          new Fault(
              step,
              "there is no step '" + step + "' in " + versions(migration.from()),
              "name a step of a version that is left",
              step,
              known));
    }
    if (destination instanceof Migration.Goes goes && !to.steps().containsKey(goes.step())) {
      faults.add(
          new Fault(
              step,
              "there is no step '" + goes.step() + "' in version " + to.version(),
              "name a step of version " + to.version(),
              goes.step(),
              new TreeSet<>(to.steps().keySet())));
    }
    if (destination instanceof Migration.Stays && !to.steps().containsKey(step)) {
      faults.add(
          new Fault(
              step,
              "nobody can stay at '" + step + "', which is not in version " + to.version(),
              "say {step: …}, or exit"));
    }
  }

  /** V4. */
  private void everybodyGoesOn(Journey from) {
    for (Step step : from.steps().values()) {
      Optional<Place> place = Place.of(step);
      if (place.isEmpty() || !(migration.of(step.id()) instanceof Migration.Stays)) {
        continue;
      }
      Step same = to.steps().get(step.id());
      boolean stated = migration.steps().containsKey(step.id());
      if (same == null && !stated) {
        faults.add(
            new Fault(
                step.id(),
                "step '"
                    + step.id()
                    + "' of version "
                    + from.version()
                    + " is not in version "
                    + to.version()
                    + ", and somebody may be at it",
                "say where they go: " + step.id() + ": {step: …}, or exit"));
      } else if (same != null && !Place.of(same).equals(place)) {
        faults.add(
            new Fault(
                step.id(),
                "step '"
                    + step.id()
                    + "' is another kind of step in version "
                    + to.version()
                    + " than in version "
                    + from.version()
                    + ", so nobody can stay at it",
                "say " + step.id() + ": {step: " + step.id() + "} to let them begin it, or exit"));
      }
    }
  }

  private static String versions(List<Integer> versions) {
    return versions.size() == 1
        ? "version " + versions.get(0)
        : "versions " + String.join(", ", versions.stream().map(String::valueOf).toList());
  }

  /** How a person can rest at a step. */
  public enum Place {
    WAIT,
    AWAIT,
    SEND,
    CALL;

    /** Empty if nobody can: it ends in the moment in which it begins (S1). */
    public static Optional<Place> of(Step step) {
      if (step instanceof Step.Wait) {
        return Optional.of(WAIT);
      }
      if (step instanceof Step.Await) {
        return Optional.of(AWAIT);
      }
      if (step instanceof Step.Send) {
        // Whatever the document says: the policy, or a pause, may hold there.
        return Optional.of(SEND);
      }
      return step instanceof Step.Call ? Optional.of(CALL) : Optional.empty();
    }
  }
}
