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
 * The runs of one subtask, by topic. One that is over is kept until another takes its place, or
 * until a restart finds that all subtasks were done: after a change of parallelism others may have
 * to know which buckets are done. Of runs that business events began, of which each has a topic of
 * its own, a limited number is kept.
 */
final class Walks {
  private static final Logger LOG = LoggerFactory.getLogger(Walks.class);

  /** How many people are asked by all in one go. */
  private static final int MOST_PEOPLE = 2_000;

  /** How many buckets are opened by all in one go. */
  private static final int MOST_BUCKETS = 256;

  /** Runs that business events began and that are over: so many are kept. */
  private static final int MOST_OLD_EVENTS = 64;

  private final Map<String, Walk> byTopic = new LinkedHashMap<>();

  /** Whose turn it was last, by place. */
  private int next;

  private final DirectoryMetrics metrics;
  private final Progress progress;

  /** Told whom to ask for which run. */
  @FunctionalInterface
  interface Ask {
    void ask(Run run, String profile, Order order);
  }

  /** Where a run stands in this subtask. */
  enum State {
    RUNNING,
    FINISHED,
    REPLACED,
    REFUSED
  }

  /** Told of how the runs go on; it is for it to say how much of that it passes on. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param now processing time, ms
     */
    void tell(Walk walk, State state, long now);
  }

  private Walks(DirectoryMetrics metrics, Progress progress) {
    this.metrics = metrics;
    this.progress = progress;
  }

  /** What all subtasks have stored. */
  static Walks restore(Iterable<byte[]> stored, DirectoryMetrics metrics, Progress progress) {
    Walks walks = new Walks(metrics, progress);
    Map<String, List<Walk>> parts = new LinkedHashMap<>();
    for (byte[] part : stored) {
      WalkFormat.read(part)
          .ifPresent(
              walk ->
                  parts.computeIfAbsent(walk.run.topic(), topic -> new ArrayList<>()).add(walk));
    }
    parts.forEach(
        (topic, all) -> {
          Walk walk = WalkFormat.merge(all);
          if (!walk.isDoneByAll()) {
            walks.byTopic.put(topic, walk);
          }
        });
    walks.report();
    return walks;
  }

  List<byte[]> stored() {
    return byTopic.values().stream().map(WalkFormat::write).toList();
  }

  /** Leaves it to another subtask to tell of what was done before the restart. */
  void forgetTold() {
    byTopic.values().forEach(Walk::forgetTold);
  }

  /**
   * Tells where all stand.
   *
   * @param now processing time, ms
   */
  void tell(long now) {
    byTopic
        .values()
        .forEach(walk -> progress.tell(walk, walk.isOver() ? State.FINISHED : State.RUNNING, now));
  }

  /**
   * @param now processing time, ms
   */
  void begin(Run run, long now) {
    for (Walk before : List.copyOf(byTopic.values())) {
      if (run.replaces(before.run)) {
        byTopic.remove(before.run.topic());
        if (!before.isOver()) {
          LOG.info("run={} event=replaced by={}", before.run.id(), run.id());
          progress.tell(before, State.REPLACED, now);
        }
      }
    }
    if (run.isRefused()) {
      progress.tell(Walk.begin(run), State.REFUSED, now);
    } else if (!run.legs().isEmpty()) {
      forgetOldEvents();
      Walk walk = Walk.begin(run);
      byTopic.put(run.topic(), walk);
      LOG.info("run={} event=begun pace={}", run.id(), run.pace());
      progress.tell(walk, State.RUNNING, now);
    }
    report();
  }

  /**
   * No later run takes the place of one that a business event began. Should another subtask have to
   * know what this one has forgotten, it asks some people again, which does nothing.
   */
  private void forgetOldEvents() {
    List<Walk> over = byTopic.values().stream().filter(Walks::isOldEvent).toList();
    over.stream()
        .limit(Math.max(0, over.size() - MOST_OLD_EVENTS))
        .forEach(walk -> byTopic.remove(walk.run.topic()));
  }

  private static boolean isOldEvent(Walk walk) {
    return walk.isOver()
        && walk.run.legs().stream().anyMatch(leg -> leg.order() instanceof Order.Business);
  }

  boolean areOver() {
    return byTopic.values().stream().allMatch(Walk::isOver);
  }

  /**
   * Lets each ask as many people as its pace allows, and ends when so much was done that other work
   * should have its turn; goes on then with those that had none.
   *
   * @param now processing time, ms
   */
  void proceed(long now, Shelves shelves, Ask ask) throws Exception {
    List<Walk> walks = new ArrayList<>(byTopic.values());
    long asked = 0;
    long opened = 0;
    for (int i = 0; i < walks.size() && asked < MOST_PEOPLE && opened < MOST_BUCKETS; i++) {
      next = (next + 1) % walks.size();
      Walk walk = walks.get(next);
      if (!walk.isOver()) {
        long askedBefore = walk.asked();
        long openedBefore = walk.opened();
        walk.proceed(now, shelves, (profile, order) -> ask.ask(walk.run, profile, order));
        asked += walk.asked() - askedBefore;
        opened += walk.opened() - openedBefore;
        progress.tell(walk, walk.isOver() ? State.FINISHED : State.RUNNING, now);
        if (walk.isOver()) {
          LOG.info("run={} event=done asked={}", walk.run.id(), walk.asked());
          report();
        }
      }
    }
    metrics.asked(asked);
  }

  private void report() {
    metrics.underWay(byTopic.values().stream().filter(walk -> !walk.isOver()).count());
  }
}
