package dev.sojourn.journeys.directory;

import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.RunShare;
import dev.sojourn.avro.StepCount;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.journeys.output.Destination;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.OutputEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;

/** What one subtask publishes of its runs and counts, on the topic {@code runs}. */
final class Shares implements Walks.Progress {
  /** From one word on a run that is under way to the next, ms. */
  private static final long INTERVAL = 1_000;

  /** In one record of an answer by steps: some 600 KB at worst. */
  private static final int MOST_NUMBERS = 150_000;

  private final OutputEncoder encoder;
  private final int worker;
  private final int workers;
  private final Consumer<Output> out;

  /** When each run was last told of, ms, by its id. */
  private final Map<String, Long> lastTold = new HashMap<>();

  Shares(OutputEncoder encoder, TaskInfo task, Consumer<Output> out) {
    this.encoder = encoder;
    this.worker = task.getIndexOfThisSubtask();
    this.workers = task.getNumberOfParallelSubtasks();
    this.out = out;
  }

  @Override
  public void tell(Walk walk, Walks.State state, long now) {
    String id = walk.run.id();
    if (state == Walks.State.REFUSED && worker > 0) {
      return; // one word is enough
    }
    if (state != Walks.State.RUNNING) {
      lastTold.remove(id);
      publish(walk, state, now);
    } else if (now - lastTold.getOrDefault(id, now - INTERVAL) >= INTERVAL) {
      lastTold.put(id, now);
      publish(walk, state, now);
    }
  }

  private void publish(Walk walk, Walks.State state, long now) {
    Run run = walk.run;
    out.accept(
        encoder.encode(
            Destination.RUNS,
            key(run.id()),
            RunShare.newBuilder()
                .setRun(run.id())
                .setKind(run.id().substring(0, Math.max(0, run.id().indexOf('/'))))
                .setJourney(journey(run))
                .setStartedAt(Instant.ofEpochMilli(run.startedAt()))
                .setPace(run.pace())
                .setWorker(worker)
                .setWorkers(workers)
                .setState(state.name().toLowerCase(Locale.ROOT))
                .setTold(walk.told())
                .setProgress(walk.progress())
                .setAt(Instant.ofEpochMilli(now))
                .setReason(run.refusal())
                .build()));
  }

  /** The journey that a run is about; empty if it is about all, or that is not known. */
  private static String journey(Run run) {
    if (run.isRefused()) {
      return "";
    }
    Order order = run.legs().isEmpty() ? new Order.Sweep() : run.legs().get(0).order();
    if (order instanceof Order.Move move) {
      return move.journey();
    }
    if (order instanceof Order.Business business) {
      return business.journey();
    }
    int slash = run.topic().indexOf('/');
    return slash < 0 ? "" : run.topic().substring(slash + 1);
  }

  /** Publishes what this subtask has counted. */
  void answer(Count count, Shelves shelves) {
    List<Integer> own = new ArrayList<>();
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      if (shelves.isOwn(count.index, bucket)) {
        own.add(bucket);
      }
    }
    String id = count.id + "/" + count.version;
    if (!count.isBySteps()) {
      answer(count, own, id);
      return;
    }
    // Of a journey with many steps, one record might not have room for all.
    int most = Math.max(1, MOST_NUMBERS / (1 + count.stepsIn(own).size()));
    for (int from = 0; from < own.size(); from += most) {
      answer(count, own.subList(from, Math.min(own.size(), from + most)), id + "/from-" + from);
    }
  }

  private void answer(Count count, List<Integer> buckets, String id) {
    List<StepCount> steps = new ArrayList<>();
    for (String step : count.stepsIn(buckets)) {
      steps.add(
          new StepCount(
              step,
              buckets.stream()
                  .map(bucket -> (long) count.steps.get(bucket).getOrDefault(step, 0))
                  .toList()));
    }
    out.accept(
        encoder.encode(
            Destination.RUNS,
            key(id),
            CountShare.newBuilder()
                .setId(count.id)
                .setVersion(count.version)
                .setMoment(Instant.ofEpochMilli(count.moment))
                .setOf(Buckets.COUNT)
                .setBuckets(buckets)
                .setCounts(buckets.stream().map(bucket -> (long) count.sizes[bucket]).toList())
                .setSteps(steps)
                .build()));
  }

  private byte[] key(String id) {
    return "%s/%d-of-%d".formatted(id, worker, workers).getBytes(StandardCharsets.UTF_8);
  }
}
