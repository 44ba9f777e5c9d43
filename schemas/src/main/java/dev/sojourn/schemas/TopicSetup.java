package dev.sojourn.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics and checks them. What is written into a topic's configuration here, and why:
 *
 * <ul>
 *   <li>All topics have log-append time. On {@code signals} and {@code definitions} it is the clock
 *       of the whole product (rule 3); on {@code message-requests} it shows which request was
 *       written later than its id is remembered (D1). Expiry does not count from it but from {@code
 *       requestedAt}, the decision's own time: what lost its point during an outage must not go out
 *       late. Elsewhere it makes retention count from when a record arrived, so that what a replay
 *       writes is not deleted at once for being old.
 *   <li>{@code definitions} is compacted, in one partition, since its order is its history. A
 *       record is safe from compaction for as long as {@code signals} are retained and a day more:
 *       a replay of every retained signal sees each pointer that was live then (rule 5). Versions
 *       have keys of their own, so compaction never takes one away.
 *   <li>{@code runs} is compacted too, so that of a run that takes days the latest is soon found,
 *       and forgets what is old: each run and count has keys of its own.
 *   <li>{@code dead-letters} takes records of twice the usual size: it holds whole records of other
 *       topics and what is said of them.
 * </ul>
 *
 * Topics that exist are never changed: retention and the like are the operator's to alter. {@link
 * #check} refuses only what would break a promise.
 */
public final class TopicSetup {
  /** How long signals, requests, attempts and audience changes are kept. */
  public static final Duration RETENTION = Duration.ofDays(7);

  /** How long the trace of journeys and dead letters are kept: people ask about these later. */
  public static final Duration TRACE_RETENTION = Duration.ofDays(30);

  /** How long no record of {@code definitions} is compacted away. */
  public static final Duration COMPACTION_LAG = RETENTION.plusDays(1);

  /**
   * The largest value of a record of {@code signals}, in bytes: with its key, and what is noted of
   * it when it is written again, it fits what a broker takes unless told otherwise.
   */
  public static final int SIGNAL_BYTES = 1_000_000;

  /**
   * The largest record of {@code dead-letters}, in bytes; producers must allow themselves as much.
   */
  public static final int DEAD_LETTER_BYTES = 2 * 1024 * 1024 + 64 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LOG_APPEND_TIME = "LogAppendTime";

  private TopicSetup() {}

  /**
   * Makes the topics that are missing; returns when the broker serves all of them.
   *
   * @param signalsPartitions of {@code signals}, and of the topics that follow its keys; cannot be
   *     changed later
   * @param replication replicas of each partition; with three or more, a write needs all but one of
   *     them
   * @throws KafkaException if the broker refuses or does not answer within half a minute
   */
  public static void ensure(Admin admin, Topics topics, int signalsPartitions, short replication) {
    List<NewTopic> missing = new ArrayList<>();
    var existing = await(admin.listTopics().names());
    for (NewTopic topic : wanted(topics, signalsPartitions, replication)) {
      if (!existing.contains(topic.name())) {
        missing.add(topic);
      }
    }
    for (var created : admin.createTopics(missing).values().values()) {
      try {
        await(created);
      } catch (TopicExistsException e) {
        // Somebody else was faster, with the same wish.
      }
    }
    awaitServed(admin, topics);
  }

  /**
   * Refuses topics on which the jobs' promises cannot stand.
   *
   * @param signalsPartitions as many as {@code signals} must have
   * @throws TopicMisconfiguredException with what to do
   */
  public static void check(Admin admin, Topics topics, int signalsPartitions) {
    Map<String, TopicDescription> described;
    try {
      described = await(admin.describeTopics(topics.all()).allTopicNames());
    } catch (UnknownTopicOrPartitionException e) {
      throw new TopicMisconfiguredException(
          "A topic is missing: of "
              + topics.all()
              + " the broker has only "
              + await(admin.listTopics().names()).stream()
                  .filter(topics.all()::contains)
                  .sorted()
                  .toList()
              + ". Create the rest, or let the topic set-up create them.");
    }
    requirePartitions(described, topics.signals(), signalsPartitions);
    requirePartitions(described, topics.definitions(), 1);
    Map<String, Config> configs = configs(admin, topics);
    String timestamps = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
    for (String topic : List.of(topics.signals(), topics.definitions(), topics.messageRequests())) {
      require(configs, topic, timestamps, LOG_APPEND_TIME);
    }
    require(
        configs,
        topics.definitions(),
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  private static List<NewTopic> wanted(Topics topics, int partitions, short replication) {
    return List.of(
        topic(topics.signals(), partitions, replication, deletedAfter(RETENTION)),
        topic(topics.definitions(), 1, replication, compacted()),
        topic(topics.audienceChanges(), partitions, replication, deletedAfter(RETENTION)),
        topic(topics.messageRequests(), partitions, replication, deletedAfter(RETENTION)),
        topic(topics.attemptLedger(), partitions, replication, deletedAfter(RETENTION)),
        topic(topics.journeySteps(), partitions, replication, deletedAfter(TRACE_RETENTION)),
        topic(topics.deadLetters(), 1, replication, deadLetters()),
        topic(topics.runs(), 1, replication, latestOfEach()));
  }

  private static NewTopic topic(
      String name, int partitions, short replication, Map<String, String> config) {
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME);
    config.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        Integer.toString(replication >= 3 ? replication - 1 : 1));
    return new NewTopic(name, partitions, replication).configs(config);
  }

  private static Map<String, String> deletedAfter(Duration retention) {
    Map<String, String> config = new TreeMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    return config;
  }

  private static Map<String, String> compacted() {
    Map<String, String> config = new TreeMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    config.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(COMPACTION_LAG.toMillis()));
    // Only closed segments are compacted; without this the ticks of a month lie in an open one.
    config.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis()));
    return config;
  }

  private static Map<String, String> latestOfEach() {
    Map<String, String> config = deletedAfter(TRACE_RETENTION);
    config.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
    return config;
  }

  private static Map<String, String> deadLetters() {
    Map<String, String> config = deletedAfter(TRACE_RETENTION);
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DEAD_LETTER_BYTES));
    return config;
  }

  private static void requirePartitions(
      Map<String, TopicDescription> described, String topic, int partitions) {
    int found = described.get(topic).partitions().size();
    if (found != partitions) {
      throw new TopicMisconfiguredException(
          "Topic "
              + topic
              + " has "
              + found
              + " partitions and must have "
              + partitions
              + ". Set signals.partitions to what the topic was made with, or start with another topic"
              + " prefix; adding partitions moves people to other logs.");
    }
  }

  private static void require(Map<String, Config> configs, String topic, String key, String value) {
    ConfigEntry entry = configs.get(topic).get(key);
    String found = entry == null ? "unset" : entry.value();
    if (!value.equals(found)) {
      throw new TopicMisconfiguredException(
          "Topic "
              + topic
              + " has "
              + key
              + "="
              + found
              + " and must have "
              + value
              + ". Run: kafka-configs.sh --alter --entity-type topics --entity-name "
              + topic
              + " --add-config "
              + key
              + "="
              + value);
    }
  }

  private static Map<String, Config> configs(Admin admin, Topics topics) {
    List<ConfigResource> resources =
        topics.all().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, Config> configs = new TreeMap<>();
    await(admin.describeConfigs(resources).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  /** A topic that the controller has made is known to a broker a moment later. */
  private static void awaitServed(Admin admin, Topics topics) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        awaitLeaders(admin, await(admin.describeTopics(topics.all()).allTopicNames()));
        return;
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() - giveUp > 0) {
          throw e;
        }
      }
      pause();
    }
  }

  /**
   * That a topic is described does not mean that its partitions' leaders take records yet: of what
   * a producer sends meanwhile the first batch may be turned away and a later one taken, and the
   * first can then never follow. Only a leader tells where its partition ends.
   */
  private static void awaitLeaders(Admin admin, Map<String, TopicDescription> described) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    described.forEach(
        (topic, description) ->
            description
                .partitions()
                .forEach(
                    partition ->
                        ends.put(
                            new TopicPartition(topic, partition.partition()),
                            OffsetSpec.latest())));
    await(admin.listOffsets(ends).all());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(
          "The broker did not answer within " + PATIENCE + ".", e);
    }
  }
}
