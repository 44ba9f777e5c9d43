package dev.sojourn.journeys.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyContext;

/** The shelves in an operator's keyed state. Changes the operator's current key. */
final class KeyedShelves implements Shelves {
  private final KeyContext keys;
  private final MapState<String, String> entries;
  private final TaskInfo task;

  KeyedShelves(KeyContext keys, MapState<String, String> entries, TaskInfo task) {
    this.keys = keys;
    this.entries = entries;
    this.task = task;
  }

  @Override
  public boolean isOwn(String index, int bucket) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            Buckets.key(index, bucket),
            task.getMaxNumberOfParallelSubtasks(),
            task.getNumberOfParallelSubtasks())
        == task.getIndexOfThisSubtask();
  }

  @Override
  public List<String> profiles(String index, int bucket) throws Exception {
    keys.setCurrentKey(Buckets.key(index, bucket));
    // A person may have several stays in a version, with a key each.
    TreeSet<String> profiles = new TreeSet<>();
    for (String name : entries.keys()) {
      profiles.add(EntryName.profile(index, name));
    }
    return new ArrayList<>(profiles);
  }

  @Override
  public Map<String, Integer> steps(String index, int bucket) throws Exception {
    keys.setCurrentKey(Buckets.key(index, bucket));
    Map<String, Integer> steps = new HashMap<>();
    for (String step : entries.values()) {
      steps.merge(step, 1, Integer::sum);
    }
    return steps;
  }

  @Override
  public int size(String index, int bucket) throws Exception {
    keys.setCurrentKey(Buckets.key(index, bucket));
    int size = 0;
    for (String ignored : entries.keys()) {
      size++;
    }
    return size;
  }
}
