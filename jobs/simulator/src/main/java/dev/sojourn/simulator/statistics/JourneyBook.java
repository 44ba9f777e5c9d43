package dev.sojourn.simulator.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What happened in one version of a journey. Not thread-safe. */
public final class JourneyBook {
  private final Axis axis;
  private final Flow entries;
  private final Level inside;
  private final Tally refusals = new Tally();
  private final Tally ends = new Tally();
  private final Lengths stays = new Lengths();
  private final Lengths goals = new Lengths();
  private final Map<String, StepBook> steps = new TreeMap<>();
  private final Map<Edge, Long> edges = new TreeMap<>();

  JourneyBook(Axis axis) {
    this.axis = axis;
    this.entries = new Flow(axis);
    this.inside = new Level(axis);
  }

  /**
   * A way that was taken.
   *
   * @param from empty: the entry
   * @param name of the edge, such as {@code next}, {@code timeout}, or of a side
   * @param to empty: the instance ended
   */
  public record Edge(String from, String name, String to) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      int order = from.compareTo(other.from);
      order = order == 0 ? name.compareTo(other.name) : order;
      return order == 0 ? to.compareTo(other.to) : order;
    }
  }

  void entered(long at) {
    entries.count(at);
    inside.up(at);
  }

  void movedOut(long at) {
    inside.down(at);
  }

  void movedIn(long at) {
    inside.up(at);
  }

  void refused(String reason) {
    refusals.count(reason);
  }

  void ended(long entered, long at, String reason) {
    ends.count(reason);
    inside.down(at);
    stays.count(at - entered);
  }

  void goal(long entered, long at) {
    goals.count(at - entered);
  }

  void took(Edge edge) {
    edges.merge(edge, 1L, Long::sum);
  }

  StepBook step(String id) {
    StepBook step = steps.get(id);
    if (step == null) {
      step = new StepBook(axis);
      steps.put(id, step);
    }
    return step;
  }

  void add(JourneyBook other) {
    entries.add(other.entries);
    inside.add(other.inside);
    refusals.add(other.refusals);
    ends.add(other.ends);
    stays.add(other.stays);
    goals.add(other.goals);
    other.steps.forEach((id, step) -> step(id).add(step));
    other.edges.forEach((edge, count) -> edges.merge(edge, count, Long::sum));
  }

  public Flow entries() {
    return entries;
  }

  /** How many instances are inside over time. */
  public Level inside() {
    return inside;
  }

  /** Refused entries by reason; of one person and reason, once a day (E9). */
  public Tally refusals() {
    return refusals;
  }

  /** Instances that have ended, by reason. */
  public Tally ends() {
    return ends;
  }

  /** From entry to end. */
  public Lengths stays() {
    return stays;
  }

  /** From entry to goal. */
  public Lengths goals() {
    return goals;
  }

  /** By id; those that nobody came to may be missing. */
  public Map<String, StepBook> steps() {
    return Collections.unmodifiableMap(steps);
  }

  /** How often each way was taken. */
  public Map<Edge, Long> edges() {
    return Collections.unmodifiableMap(edges);
  }
}
