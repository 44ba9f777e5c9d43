package dev.sojourn.journeys.directory;

import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of one subtask, by topic. One that is over is kept until another takes its place: after
 * a change of parallelism others may have to know which buckets are done.
 */
final class Walks {
  private static final Logger LOG = LoggerFactory.getLogger(Walks.class);

  private final Map<String, Walk> byTopic = new LinkedHashMap<>();
  private final DirectoryMetrics metrics;

  /** Told whom to ask for which run. */
  @FunctionalInterface
  interface Ask {
    void ask(Run run, String profile, Order order);
  }

  private Walks(DirectoryMetrics metrics) {
    this.metrics = metrics;
  }

  /** What all subtasks have stored. */
  static Walks restore(Iterable<byte[]> stored, DirectoryMetrics metrics) {
    Walks walks = new Walks(metrics);
    Map<String, List<Walk>> parts = new LinkedHashMap<>();
    for (byte[] part : stored) {
      Walk walk = WalkFormat.read(part);
      parts.computeIfAbsent(walk.run.topic(), topic -> new ArrayList<>()).add(walk);
    }
    parts.forEach((topic, all) -> walks.byTopic.put(topic, WalkFormat.merge(all)));
    walks.report();
    return walks;
  }

  List<byte[]> stored() {
    return byTopic.values().stream().map(WalkFormat::write).toList();
  }

  void begin(Run run) {
    Walk before = byTopic.remove(run.topic());
    if (before != null && !before.isOver()) {
      LOG.info("run={} event=replaced by={}", before.run.id(), run.id());
    }
    byTopic.put(run.topic(), Walk.begin(run));
    LOG.info("run={} event=begun pace={}", run.id(), run.pace());
    report();
  }

  boolean areOver() {
    return byTopic.values().stream().allMatch(Walk::isOver);
  }

  /**
   * Lets each ask as many people as its pace allows.
   *
   * @param now processing time, ms
   */
  void proceed(long now, Walk.Shelves shelves, Ask ask) throws Exception {
    for (Walk walk : byTopic.values()) {
      if (!walk.isOver()) {
        long before = walk.asked();
        walk.proceed(now, shelves, (profile, order) -> ask.ask(walk.run, profile, order));
        metrics.asked(walk.asked() - before);
        if (walk.isOver()) {
          LOG.info("run={} event=done asked={}", walk.run.id(), walk.asked());
          report();
        }
      }
    }
  }

  private void report() {
    metrics.underWay(byTopic.values().stream().filter(walk -> !walk.isOver()).count());
  }
}
