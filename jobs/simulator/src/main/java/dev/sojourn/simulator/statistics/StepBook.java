package dev.sojourn.simulator.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What happened at one step of a journey's version. Not thread-safe. */
public final class StepBook {
  private final Level inside;
  private final Lengths stays = new Lengths();
  private final Tally refusals = new Tally();
  private final Tally holds = new Tally();
  private final Map<String, SideBook> sides = new TreeMap<>();
  private long visits;
  private long sent;

  StepBook(Axis axis) {
    inside = new Level(axis);
  }

  /** One side of a split or experiment. */
  public static final class SideBook {
    private long assigned;
    private long goals;

    /** How many instances went this way; one that comes by again counts again. */
    public long assigned() {
      return assigned;
    }

    /** How many of these reached the journey's goal afterwards. */
    public long goals() {
      return goals;
    }
  }

  void arrive(long at) {
    visits++;
    inside.up(at);
  }

  void leave(long since, long at) {
    inside.down(at);
    stays.count(at - since);
  }

  void countSent() {
    sent++;
  }

  void refused(String reason) {
    refusals.count(reason);
  }

  void held(String reason) {
    holds.count(reason);
  }

  void assigned(String side) {
    sides.computeIfAbsent(side, name -> new SideBook()).assigned++;
  }

  void goal(String side) {
    sides.computeIfAbsent(side, name -> new SideBook()).goals++;
  }

  void add(StepBook other) {
    inside.add(other.inside);
    stays.add(other.stays);
    refusals.add(other.refusals);
    holds.add(other.holds);
    other.sides.forEach(
        (name, side) -> {
          SideBook own = sides.computeIfAbsent(name, n -> new SideBook());
          own.assigned += side.assigned;
          own.goals += side.goals;
        });
    visits += other.visits;
    sent += other.sent;
  }

  /** How many instances stand here over time. */
  public Level inside() {
    return inside;
  }

  /** How long instances stood here, of those that have left. */
  public Lengths stays() {
    return stays;
  }

  /** Sends that were not made, by reason. */
  public Tally refusals() {
    return refusals;
  }

  /** Sends that were held for a while, by reason. */
  public Tally holds() {
    return holds;
  }

  /** Sides of a split or experiment, by name. */
  public Map<String, SideBook> sides() {
    return Collections.unmodifiableMap(sides);
  }

  /** How often an instance came here. */
  public long visits() {
    return visits;
  }

  /** Requests that were made here: messages and calls. */
  public long sent() {
    return sent;
  }
}
