package dev.sojourn.engine.definition;

import java.util.List;
import java.util.Map;

/**
 * Moves those who are inside some versions of a journey to another version of it (V3). To a lower
 * one too: that is the way back.
 *
 * @param journey name of the journey
 * @param from the versions that are left, ascending; at least one, and not {@code to}
 * @param to the version to which they are moved
 * @param steps what becomes of those at a step, by its id in the versions that are left; who is at
 *     any other stays at the step of the same name
 * @param waits what becomes of running waits and time limits
 * @param pace how many people are asked in a second
 */
public record Migration(
    String name,
    int version,
    String journey,
    List<Integer> from,
    int to,
    Map<String, Destination> steps,
    Waits waits,
    int pace)
    implements Document {

  @Override
  public Kind kind() {
    return Kind.MIGRATION;
  }

  /** What becomes of those who are at a step. */
  public Destination of(String step) {
    return steps.getOrDefault(step, new Stays());
  }

  /** What becomes of a person. */
  public sealed interface Destination permits Stays, Goes, Leaves {}

  /** Goes on at the step of the same name. */
  public record Stays() implements Destination {}

  /** Goes on at another step, if it waits as the old one did; else begins it. */
  public record Goes(String step) implements Destination {}

  /** Leaves the journey. */
  public record Leaves() implements Destination {}

  /** What becomes of running waits and time limits. */
  public enum Waits {
    /** They end when they would have ended. */
    KEEP,
    /** They end when they would have ended under the new version from their beginning. */
    RECOMPUTE
  }
}
