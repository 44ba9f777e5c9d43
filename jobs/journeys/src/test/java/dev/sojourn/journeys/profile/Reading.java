package dev.sojourn.journeys.profile;

import dev.sojourn.journeys.intake.Inbound;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One way of reading a world's logs: at random, a partition or the definitions are read a little
 * further, and now and then everything is stopped and started again with another parallelism.
 */
final class Reading {
  private static final int RESTART_ONE_IN = 40;

  private final World world;
  private final Random random;
  private ProfileSubtasks operator;

  /** Of each partition: the next record, and the log time reached. */
  private final int[] next;

  private final long[] reached;
  private int nextDefinition;
  private long definitionsReached = World.BEGIN - 2_000;

  Reading(World world, ProfileSubtasks operator, Random random) {
    this.world = world;
    this.operator = operator;
    this.random = random;
    next = new int[world.partitions().size()];
    reached = new long[world.partitions().size()];
    Arrays.fill(reached, World.BEGIN - 2_000);
  }

  ProfileSubtasks operator() {
    return operator;
  }

  void toTheEnd() throws Exception {
    while (definitionsReached < world.end()
        || Arrays.stream(reached).min().orElse(0) < world.end()) {
      int which = random.nextInt(next.length + 1);
      if (which == next.length) {
        readDefinitions();
      } else {
        readPartition(which);
      }
      operator.signalsReadTo(Arrays.stream(reached).min().orElseThrow());
      if (random.nextInt(RESTART_ONE_IN) == 0) {
        operator = operator.restartedWith(1 + random.nextInt(3));
      }
    }
  }

  private long further(long from) {
    return Math.min(world.end(), from + random.nextInt(4_000));
  }

  private void readDefinitions() throws Exception {
    long to = further(definitionsReached);
    List<World.Published> log = world.definitions();
    while (nextDefinition < log.size() && log.get(nextDefinition).logTime() <= to) {
      World.Published published = log.get(nextDefinition++);
      operator.publish(published.document(), published.logTime());
    }
    definitionsReached = to;
    operator.definitionsReadTo(to);
  }

  private void readPartition(int partition) throws Exception {
    long to = further(reached[partition]);
    List<Inbound.Signal> log = world.partitions().get(partition);
    while (next[partition] < log.size() && log.get(next[partition]).logTime() <= to) {
      operator.in(log.get(next[partition]++));
    }
    reached[partition] = to;
  }
}
