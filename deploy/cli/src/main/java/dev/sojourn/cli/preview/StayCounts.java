package dev.sojourn.cli.preview;

import dev.sojourn.avro.StayCount;
import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits for what the workers of the journeys job count from the moment on at which this is made.
 * Not thread-safe.
 */
public final class StayCounts implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final RecordDecoder decoder;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** By run, by worker. A worker that counts again after a failure says the same run. */
  private final Map<String, Map<Integer, StayCount>> runs = new LinkedHashMap<>();

  /** Stays by version, by step. */
  public record Counts(Map<Integer, Map<String, Long>> stays) {
    /** How many rest at a step of a version. */
    public long at(int version, String step) {
      return stays.getOrDefault(version, Map.of()).getOrDefault(step, 0L);
    }
  }

  public StayCounts(Connection connection) {
    decoder = new RecordDecoder(connection.schemas());
    consumer = connection.consumer();
    List<TopicPartition> partitions =
        TopicScan.partitions(consumer, connection.topics().journeySteps());
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Where the end is now, and not when something is first read.
    partitions.forEach(consumer::position);
  }

  /**
   * What the workers have counted for a migration.
   *
   * @throws CommandException if not all of them say so in time
   */
  public Counts of(Migration migration, Duration patience) {
    long giveUp = System.nanoTime() + patience.toNanos();
    Optional<Counts> counts = complete(migration);
    while (counts.isEmpty()) {
      if (System.nanoTime() > giveUp) {
        throw CommandException.unreachable(
            "no job has counted for migration '"
                + migration.name()
                + "' within "
                + patience.toSeconds()
                + " s; look whether the journeys job runs: sojourn status",
            null);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record.value());
      }
      counts = complete(migration);
    }
    return counts.get();
  }

  private void take(byte[] value) {
    try {
      if (value != null && decoder.decode(value) instanceof StayCount count) {
        runs.computeIfAbsent(count.getRun(), run -> new TreeMap<>()).put(count.getWorker(), count);
      }
    } catch (UnreadableRecordException e) {
      // Written by another build, or by somebody else; it is no answer.
    }
  }

  private Optional<Counts> complete(Migration migration) {
    for (Map<Integer, StayCount> workers : runs.values()) {
      StayCount any = workers.values().iterator().next();
      if (any.getMigration().equals(migration.name())
          && any.getMigrationVersion() == migration.version()
          && isComplete(workers)) {
        return Optional.of(sum(workers));
      }
    }
    return Optional.empty();
  }

  /** After a change of parallelism a run is counted anew, by another number of workers. */
  private static boolean isComplete(Map<Integer, StayCount> workers) {
    int all = workers.get(workers.keySet().iterator().next()).getWorkers();
    return workers.size() == all
        && workers.values().stream().allMatch(count -> count.getWorkers() == all);
  }

  private static Counts sum(Map<Integer, StayCount> workers) {
    Map<Integer, Map<String, Long>> stays = new TreeMap<>();
    for (StayCount count : workers.values()) {
      count
          .getSteps()
          .forEach(
              step ->
                  stays
                      .computeIfAbsent(step.getVersion(), version -> new TreeMap<>())
                      .merge(step.getStep(), step.getStays(), Long::sum));
    }
    return new Counts(stays);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
