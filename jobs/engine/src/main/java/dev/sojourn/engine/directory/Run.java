package dev.sojourn.engine.directory;

import java.util.List;

/**
 * Something asked of everybody in some indexes, one person after the other, at a pace.
 *
 * @param id the same for the same run in every replay; part of the identity of what it starts
 * @param topic what it is about: a later run about the same, or about more, takes the place of an
 *     earlier one that is still under way. Parts are divided by slashes, the widest first
 * @param startedAt log time, ms since the epoch
 * @param pace people in a second, all workers together; at least 1
 * @param legs gone through one after the other
 * @param refusal why it is not done, for people; empty if it is. One that is refused has no legs
 */
public record Run(
    String id, String topic, long startedAt, int pace, List<Leg> legs, String refusal) {

  /** One that is done. */
  public Run(String id, String topic, long startedAt, int pace, List<Leg> legs) {
    this(id, topic, startedAt, pace, legs, "");
  }

  /** Whether it was asked for and cannot be done. */
  public boolean isRefused() {
    return !refusal.isEmpty();
  }

  /** Whether it takes the place of an earlier run: its topic is that one's, or lies above it. */
  public boolean replaces(Run earlier) {
    return earlier.topic.equals(topic) || earlier.topic.startsWith(topic + "/");
  }

  /**
   * One index, and what is asked of those in it.
   *
   * @param index see {@link Index}
   */
  public record Leg(String index, Order order) {}
}
