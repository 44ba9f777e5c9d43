package dev.sojourn.journeys.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class CountersByNameTest {
  private final Map<String, Counter> registered = new HashMap<>();

  private final MetricGroup group =
      new UnregisteredMetricsGroup() {
        @Override
        public MetricGroup addGroup(String name) {
          return this;
        }

        @Override
        public Counter counter(String name) {
          return registered.computeIfAbsent(name, super::counter);
        }
      };

  @Test
  void countsByName() {
    CountersByName counters = new CountersByName(group, "discarded");
    counters.count("misplaced");
    counters.count("misplaced");
    counters.count("no-interest");
    assertThat(registered.get("misplaced").getCount()).isEqualTo(2);
    assertThat(registered.get("no-interest").getCount()).isEqualTo(1);
  }

  @Test
  void thereIsAnEndToTheNames() {
    CountersByName counters = new CountersByName(group, "deadLetters");
    for (int i = 0; i < 1_000; i++) {
      counters.count("code-" + i);
    }
    assertThat(registered).hasSize(CountersByName.MAX_NAMES + 1);
    assertThat(registered.get("other").getCount()).isEqualTo(900);
  }
}
