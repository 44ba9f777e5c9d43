package dev.sojourn.journeys.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How many entries an index had at one moment of log time, as far as one subtask knows: bucket by
 * bucket. Not thread-safe.
 */
final class Count {
  /** Not counted yet. */
  static final int UNKNOWN = -1;

  final String id;

  /** Of a journey; 0 for anything else. */
  final int version;

  final String index;
  final long moment;

  /** By bucket; those of other subtasks as far as is known. */
  final int[] sizes;

  /**
   * By bucket, how many of them rested at which step, where that is known and asked for; null if it
   * is not asked for.
   */
  final List<Map<String, Integer>> steps;

  /** The subtask's own buckets that are to be counted; null before it is begun. */
  private BitSet todo;

  Count(
      String id,
      int version,
      String index,
      long moment,
      int[] sizes,
      List<Map<String, Integer>> steps) {
    this.id = id;
    this.version = version;
    this.index = index;
    this.moment = moment;
    this.sizes = sizes;
    this.steps = steps;
  }

  /**
   * One of which nothing is counted.
   *
   * @param bySteps whether steps are asked for
   */
  static Count begin(String id, int version, String index, long moment, boolean bySteps) {
    int[] sizes = new int[Buckets.COUNT];
    Arrays.fill(sizes, UNKNOWN);
    return new Count(id, version, index, moment, sizes, bySteps ? noSteps() : null);
  }

  /** Nobody, in every bucket; may be changed. */
  static List<Map<String, Integer>> noSteps() {
    List<Map<String, Integer>> steps = new ArrayList<>(Buckets.COUNT);
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      steps.add(Map.of());
    }
    return steps;
  }

  boolean isBySteps() {
    return steps != null;
  }

  /** The steps at which somebody rested in some buckets, in order. */
  List<String> stepsIn(List<Integer> buckets) {
    TreeSet<String> known = new TreeSet<>();
    if (steps != null) {
      buckets.forEach(bucket -> known.addAll(steps.get(bucket).keySet()));
    }
    return List.copyOf(known);
  }

  /**
   * Whether a change still has to be kept apart: it came after the moment, and before the count.
   */
  boolean concerns(String changed, int bucket, long at) {
    return at > moment && sizes[bucket] == UNKNOWN && index.equals(changed);
  }

  /** The next bucket to count; negative if there is none. */
  int next(Shelves shelves) {
    if (todo == null) {
      todo = new BitSet(Buckets.COUNT);
      for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
        todo.set(bucket, sizes[bucket] == UNKNOWN && shelves.isOwn(index, bucket));
      }
    }
    return todo.nextSetBit(0);
  }

  void set(int bucket, int size) {
    sizes[bucket] = size;
    todo.clear(bucket);
  }

  /** Of a count by steps. */
  void set(int bucket, Map<String, Integer> atSteps) {
    steps.set(bucket, Map.copyOf(atSteps));
    set(bucket, atSteps.values().stream().mapToInt(Integer::intValue).sum());
  }

  boolean isKnownWholly() {
    return Arrays.stream(sizes).noneMatch(size -> size == UNKNOWN);
  }

  /** Takes in what another subtask has counted. */
  void merge(Count other) {
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      if (sizes[bucket] == UNKNOWN) {
        sizes[bucket] = other.sizes[bucket];
        if (steps != null && other.steps != null) {
          steps.set(bucket, other.steps.get(bucket));
        }
      }
    }
  }
}
