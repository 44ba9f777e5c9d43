package dev.sojourn.cli.simulate;

import dev.sojourn.engine.definition.document.ChannelLimits;
import dev.sojourn.simulator.statistics.Axis;
import dev.sojourn.simulator.statistics.Books;
import dev.sojourn.simulator.statistics.ChannelLoad;
import dev.sojourn.simulator.statistics.PathComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A simulation that has been run, ready to be told.
 *
 * @param about what was simulated
 * @param draft the first scenario
 * @param against what it is compared with; empty: nothing
 */
record Simulation(About about, Side draft, Optional<Against> against) {

  /**
   * What was simulated.
   *
   * @param signals name of their source
   * @param count how many signals it held
   * @param unreadable how many of them could not be read
   * @param from the first signal, ms since the epoch
   * @param until up to when time passed, ms since the epoch
   * @param outcomes for people: what comes of requests without recorded report
   */
  record About(
      String signals,
      long count,
      long unreadable,
      long from,
      long until,
      Axis axis,
      Axis hours,
      String outcomes) {}

  /** A scenario and what it came to. */
  record Side(
      Scenario scenario,
      Books books,
      Map<String, ChannelLoad> loads,
      Map<String, ChannelLimits> limits) {
    static Side of(Scenario scenario, Books books) {
      Map<String, ChannelLoad> loads = new TreeMap<>();
      for (String channel : List.copyOf(books.channels().keySet())) {
        ChannelLimits limits =
            scenario.limits().getOrDefault(channel, new ChannelLimits(List.of(), false));
        List<long[]> pairs = new ArrayList<>();
        limits
            .limits()
            .forEach(limit -> pairs.add(new long[] {limit.count(), limit.per().toMillis()}));
        loads.put(channel, books.load(channel, pairs, limits.rejects()));
      }
      return new Side(scenario, books, loads, scenario.limits());
    }
  }

  /** What it is compared with. */
  record Against(Side side, PathComparison paths) {}
}
