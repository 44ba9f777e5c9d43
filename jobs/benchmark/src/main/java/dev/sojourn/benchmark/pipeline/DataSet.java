package dev.sojourn.benchmark.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.benchmark.workload.KeyChoice;
import dev.sojourn.benchmark.workload.PublishedDocument;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.schemas.TopicSetup;
import dev.sojourn.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * Signals on a topic, written once and read by run after run. The definitions are written first and
 * are in effect before the first signal: definitions take effect by log time.
 *
 * @param events how many signals
 * @param profiles how many people they are about
 */
public record DataSet(long events, int profiles, KeyChoice keys, long seed, int partitions) {
  /** The broker deletes signals after a week. */
  private static final Duration GOOD_FOR = Duration.ofDays(6);

  /** Longer than definitions take to have effect. */
  private static final Duration DEFINITIONS_DELAY = Duration.ofMillis(1_500);

  private static final long TICK_MILLIS = 250;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the data set lies below a directory for all of them; another workload lies elsewhere. */
  public Path directory(Path root) {
    String workload =
        PublishedDocument.all().stream()
            .map(PublishedDocument::json)
            .collect(Collectors.joining("\n"));
    return root.resolve(
        "%d-%d-%s-%d-%d-%08x"
            .formatted(
                events,
                profiles,
                keys.name().toLowerCase(java.util.Locale.ROOT),
                seed,
                partitions,
                workload.hashCode()));
  }

  /** Whether it was written completely, and lately enough. */
  public static boolean isComplete(Path directory) throws IOException {
    Path marker = marker(directory);
    return Files.exists(marker)
        && Files.getLastModifiedTime(marker).compareTo(FileTime.from(Instant.now().minus(GOOD_FOR)))
            > 0;
  }

  private static Path marker(Path directory) {
    return directory.resolve("complete.json");
  }

  /**
   * Writes definitions and signals.
   *
   * @return how many records {@code signals} then holds
   */
  public long write(Endpoints endpoints, Topics topics) throws Exception {
    try (Admin admin = endpoints.admin()) {
      TopicSetup.ensure(admin, topics, partitions, (short) 1);
      admin
          .createTopics(
              List.of(new NewTopic(topics.prefix() + BareJob.OUTPUT, partitions, (short) 1)))
          .all()
          .get();
      try (SignalWriter writer = new SignalWriter(endpoints, topics)) {
        writer.publishDefinitions();
        Thread.sleep(DEFINITIONS_DELAY.toMillis());
        writeSignals(writer);
      }
      return endOffsets(admin, topics.signals(), partitions).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** With ticks among them, so that the logs look as if a job had been running all the while. */
  private void writeSignals(SignalWriter writer) {
    ShopTraffic traffic = new ShopTraffic(seed, profiles, keys);
    long nextTick = 0;
    for (long i = 0; i < events; i++) {
      long now = System.currentTimeMillis();
      if (now >= nextTick) {
        writer.tick(partitions);
        nextTick = now + TICK_MILLIS;
      }
      writer.send(traffic.next(now * 1_000));
    }
    writer.flush();
    writer.tick(partitions);
  }

  /** Notes that it is complete. */
  static void complete(Path directory, long records) throws IOException {
    JSON.writeValue(marker(directory).toFile(), Map.of("records", records));
  }

  /** How many records {@code signals} held when it had been written. */
  static long records(Path directory) throws IOException {
    return JSON.readTree(marker(directory).toFile()).get("records").longValue();
  }

  /** Removes what earlier runs have written, so that the disk does not fill. */
  static void emptyOutputs(Endpoints endpoints, Topics topics, int partitions)
      throws ExecutionException, InterruptedException {
    try (Admin admin = endpoints.admin()) {
      for (String topic :
          List.of(
              topics.audienceChanges(),
              topics.messageRequests(),
              topics.journeySteps(),
              topics.prefix() + BareJob.OUTPUT)) {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        endOffsets(admin, topic, partitions)
            .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
        admin.deleteRecords(all).all().get();
      }
    }
  }

  /** How many records a topic has had. */
  public static long written(Endpoints endpoints, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    try (Admin admin = endpoints.admin()) {
      return endOffsets(admin, topic, partitions).values().stream().mapToLong(n -> n).sum();
    }
  }

  private static Map<TopicPartition, Long> endOffsets(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition),
                    partition -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get()
        .forEach((partition, offset) -> ends.put(partition, offset.offset()));
    return ends;
  }
}
