package dev.sojourn.simulator.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name, in the order of names. Not thread-safe. */
public final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();

  void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  void count(String name, long more) {
    if (more != 0) {
      counts.merge(name, more, Long::sum);
    }
  }

  void add(Tally other) {
    other.counts.forEach((name, count) -> counts.merge(name, count, Long::sum));
  }

  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  public long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
