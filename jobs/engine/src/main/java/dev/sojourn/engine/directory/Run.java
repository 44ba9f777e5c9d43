package dev.sojourn.engine.directory;

import java.util.List;

/**
 * Something asked of everybody in some indexes, one person after the other, at a pace.
 *
 * @param id the same for the same run in every replay; part of the identity of what it starts
 * @param topic what it is about: a later run about the same takes the place of an earlier one that
 *     is still under way
 * @param startedAt log time, ms since the epoch
 * @param pace people in a second, all workers together; at least 1
 * @param legs gone through one after the other
 */
public record Run(String id, String topic, long startedAt, int pace, List<Leg> legs) {

  /**
   * One index, and what is asked of those in it.
   *
   * @param index see {@link Index}
   */
  public record Leg(String index, Order order) {}
}
