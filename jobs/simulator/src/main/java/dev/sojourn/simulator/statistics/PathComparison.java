package dev.sojourn.simulator.statistics;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Whose way differs between two simulations of the same people. Keeps the first few by profile key,
 * whatever the order in which people are compared. Not thread-safe.
 */
public final class PathComparison {
  private final int most;
  private final NavigableMap<String, Pair> first = new TreeMap<>();
  private long same;
  private long otherTimes;
  private long different;

  /** Two ways of a person. */
  public record Pair(List<Path.Mark> draft, List<Path.Mark> other) {}

  /**
   * @param most how many people to keep with both ways
   */
  public PathComparison(int most) {
    this.most = most;
  }

  /** Compares two ways of a person. */
  public void compare(String profile, Path draft, Path other) {
    if (draft.isLike(other)) {
      if (draft.isAtTheSameTimesAs(other)) {
        same++;
      } else {
        otherTimes++;
      }
      return;
    }
    different++;
    if (first.size() < most || (most > 0 && profile.compareTo(first.lastKey()) < 0)) {
      first.put(profile, new Pair(draft.marks(), other.marks()));
      trim();
    }
  }

  /** Adds what another thread has compared. */
  public void add(PathComparison other) {
    same += other.same;
    otherTimes += other.otherTimes;
    different += other.different;
    first.putAll(other.first);
    trim();
  }

  private void trim() {
    while (first.size() > most) {
      first.pollLastEntry();
    }
  }

  /** How many have the same way at the same times. */
  public long same() {
    return same;
  }

  /** How many have the same way, something on it at another time. */
  public long otherTimes() {
    return otherTimes;
  }

  /** How many have another way. */
  public long different() {
    return different;
  }

  /** The first of those who have another way, by profile key. */
  public NavigableMap<String, Pair> first() {
    return Collections.unmodifiableNavigableMap(first);
  }
}
