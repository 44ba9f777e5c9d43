package dev.sojourn.journeys.metric;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counters of one thing by reason, code or name, made when first needed: {@code
 * sojourn.<thing>.<name>}. What comes after {@link #MAX_NAMES} different names is counted under
 * {@code other}. Not thread-safe.
 */
public final class CountersByName {
  static final int MAX_NAMES = 100;

  private static final String OTHER = "other";

  private final MetricGroup group;
  private final Map<String, Counter> counters = new HashMap<>();

  /**
   * @param operator the operator's own group
   * @param thing what is counted
   */
  public CountersByName(MetricGroup operator, String thing) {
    this.group = operator.addGroup("sojourn").addGroup(thing);
  }

  public void count(String name) {
    count(name, 1);
  }

  public void count(String name, int times) {
    Counter counter = counters.get(name);
    if (counter == null) {
      String label = counters.size() < MAX_NAMES ? name : OTHER;
      counter = counters.computeIfAbsent(label, group::counter);
    }
    counter.inc(times);
  }
}
