package dev.sojourn.cli.runs;

import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.StepCount;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds up the shares of the answer to one question. Not thread-safe. */
public final class CountTally {
  private final String id;
  private final Map<Integer, long[]> sizes = new TreeMap<>();

  /** By version, by step. */
  private final Map<Integer, Map<String, Long>> steps = new TreeMap<>();

  private Optional<Instant> moment = Optional.empty();

  /**
   * @param id of the question
   * @param versions that were asked for; 0 where there are none
   */
  public CountTally(String id, Iterable<Integer> versions) {
    this.id = id;
    versions.forEach(version -> sizes.put(version, new long[0]));
  }

  /** Takes in a share; one of another question is passed over. */
  public void take(CountShare share) {
    if (!share.getId().equals(id) || !sizes.containsKey(share.getVersion())) {
      return;
    }
    moment = Optional.of(share.getMoment());
    long[] known =
        sizes.computeIfPresent(
            share.getVersion(), (version, old) -> old.length == 0 ? unknown(share.getOf()) : old);
    for (int i = 0; i < share.getBuckets().size(); i++) {
      int bucket = share.getBuckets().get(i);
      if (known[bucket] < 0) {
        known[bucket] = share.getCounts().get(i);
        addSteps(share, i);
      }
    }
  }

  private void addSteps(CountShare share, int place) {
    Map<String, Long> ofVersion =
        steps.computeIfAbsent(share.getVersion(), version -> new TreeMap<>());
    for (StepCount step : share.getSteps()) {
      ofVersion.merge(step.getStep(), step.getCounts().get(place), Long::sum);
    }
  }

  private static long[] unknown(int buckets) {
    long[] sizes = new long[buckets];
    Arrays.fill(sizes, -1);
    return sizes;
  }

  /** As of when; empty before the first share. */
  public Optional<Instant> moment() {
    return moment;
  }

  /** How much of the answer is known, from 0 to 1. */
  public double progress() {
    double known = 0;
    for (long[] ofVersion : sizes.values()) {
      long buckets = Arrays.stream(ofVersion).filter(size -> size >= 0).count();
      known += ofVersion.length == 0 ? 0 : (double) buckets / ofVersion.length;
    }
    return known / sizes.size();
  }

  public boolean isComplete() {
    return progress() >= 1;
  }

  /** By version, in order; right once the answer is complete. */
  public Map<Integer, Long> counts() {
    Map<Integer, Long> counts = new TreeMap<>();
    sizes.forEach(
        (version, ofVersion) ->
            counts.put(version, Arrays.stream(ofVersion).filter(n -> n > 0).sum()));
    return counts;
  }

  /** How many stays of a version rest at which step; right once the answer is complete. */
  public Map<String, Long> steps(int version) {
    return Map.copyOf(steps.getOrDefault(version, Map.of()));
  }

  /** Whether the steps add up: an older job tells of none. */
  public boolean isBySteps() {
    Map<Integer, Long> counts = counts();
    return counts.keySet().stream()
        .allMatch(
            version ->
                steps(version).values().stream().mapToLong(Long::longValue).sum()
                    == counts.get(version));
  }
}
