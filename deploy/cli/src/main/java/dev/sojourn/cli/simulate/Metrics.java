package dev.sojourn.cli.simulate;

import dev.sojourn.simulator.statistics.AudienceBook;
import dev.sojourn.simulator.statistics.ChannelBook;
import dev.sojourn.simulator.statistics.ChannelLoad;
import dev.sojourn.simulator.statistics.JourneyBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All totals of a simulation by name, so that two can be set side by side. A journey's versions are
 * added up: a draft is another version.
 */
final class Metrics {
  private final Map<List<String>, Long> values = new TreeMap<>(Metrics::compare);

  /**
   * A number of both.
   *
   * @param what of which thing, such as journey, cart-recovery, entered
   */
  record Delta(List<String> what, long draft, long against) {
    long change() {
      return draft - against;
    }
  }

  private static int compare(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return one.size() - other.size();
  }

  static Metrics of(Simulation.Side side) {
    Metrics metrics = new Metrics();
    side.books().journeys().forEach((version, book) -> metrics.journey(version.journey(), book));
    side.books()
        .channels()
        .forEach((name, book) -> metrics.channel(name, book, side.loads().get(name)));
    side.books().audiences().forEach(metrics::audience);
    side.books()
        .rejections()
        .counts()
        .forEach((code, count) -> metrics.add(count, "dead letters", code, "count"));
    return metrics;
  }

  private void journey(String name, JourneyBook book) {
    add(book.entries().total(), "journey", name, "entered");
    add(book.inside().now(), "journey", name, "inside at the end");
    add(book.goals().count(), "journey", name, "goals");
    book.ends()
        .counts()
        .forEach((reason, count) -> add(count, "journey", name, "ended: " + reason));
    book.refusals()
        .counts()
        .forEach((reason, count) -> add(count, "journey", name, "not in: " + reason));
    book.steps()
        .forEach(
            (step, counts) -> {
              add(counts.visits(), "journey", name, "step " + step + ": came");
              add(counts.sent(), "journey", name, "step " + step + ": sent");
              counts
                  .refusals()
                  .counts()
                  .forEach(
                      (reason, count) ->
                          add(count, "journey", name, "step " + step + ": not sent: " + reason));
            });
  }

  private void channel(String name, ChannelBook book, ChannelLoad load) {
    add(book.requests(), "channel", name, "requests");
    add(load.hoursAbove(), "channel", name, "hours above the limit");
    add(load.longestQueue(), "channel", name, "longest queue");
    add(load.expired(), "channel", name, "would expire");
    book.reports()
        .counts()
        .forEach((status, count) -> add(count, "channel", name, "reports: " + status));
  }

  private void audience(String name, AudienceBook book) {
    add(book.members().now(), "audience", name, "members at the end");
    add(book.entered(), "audience", name, "came in");
    add(book.exited(), "audience", name, "left");
  }

  private void add(long value, String... what) {
    values.merge(List.of(what), value, Long::sum);
  }

  /** All numbers that are not 0 in both, in the order of their names. */
  static List<Delta> compare(Metrics draft, Metrics against) {
    Map<List<String>, Long> all = new TreeMap<>(Metrics::compare);
    all.putAll(against.values);
    all.putAll(draft.values);
    List<Delta> deltas = new ArrayList<>();
    for (List<String> what : new LinkedHashMap<>(all).keySet()) {
      Delta delta =
          new Delta(
              what, draft.values.getOrDefault(what, 0L), against.values.getOrDefault(what, 0L));
      if (delta.draft() != 0 || delta.against() != 0) {
        deltas.add(delta);
      }
    }
    return deltas;
  }
}
