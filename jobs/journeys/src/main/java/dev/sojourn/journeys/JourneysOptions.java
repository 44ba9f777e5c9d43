package dev.sojourn.journeys;

import dev.sojourn.journeys.option.Option;
import dev.sojourn.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What can be set of the journeys job. {@link #KNOWN} says what each option is for and what it is
 * if not given.
 *
 * @param kafka further properties of the Kafka clients, without the prefix {@code kafka.}
 * @param parallelism empty: the cluster's default
 * @param checkpointDir empty: the cluster's
 */
public record JourneysOptions(
    String bootstrapServers,
    Map<String, String> kafka,
    URI registry,
    Topics topics,
    int signalsPartitions,
    Duration tickInterval,
    Duration checkpointInterval,
    Optional<String> checkpointDir,
    Duration bufferTimeout,
    SinkGuarantee sinkGuarantee,
    Duration sinkLinger,
    Duration transactionTimeout,
    String consumerGroup,
    OptionalInt parallelism) {

  /** How effects are written. */
  public enum SinkGuarantee {
    /** A replay may write again what it has written, under the same ids. */
    AT_LEAST_ONCE,
    /** In transactions, visible after the next checkpoint: later by up to its interval. */
    EXACTLY_ONCE;

    static SinkGuarantee ofLabel(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  private static final String KAFKA = "kafka.";

  private static final Option<String> BOOTSTRAP_SERVERS =
      Option.text(
          KAFKA + "bootstrap.servers", "localhost:9092", "host:port, …", "Where the broker is.");
  private static final Option<URI> REGISTRY =
      new Option<>(
          "schema.registry.url",
          "http://localhost:8081",
          "an address such as http://host:port/apis/ccompat/v7",
          "Base of a Confluent-compatible schema registry.",
          URI::create);
  private static final Option<Topics> TOPICS =
      new Option<>(
          "topics.prefix",
          "sojourn.",
          "a prefix",
          "Stands before every topic's name.",
          Topics::new);
  private static final Option<Integer> SIGNALS_PARTITIONS =
      Option.count(
          "signals.partitions", "24", "How many partitions signals has; chosen once, for good.");
  private static final Option<Duration> TICK_INTERVAL =
      Option.duration(
          "ticks.interval", "250 ms", "How often time is written into every partition.");
  private static final Option<Duration> CHECKPOINT_INTERVAL =
      Option.duration("checkpoints.interval", "10 s", "How often the state is made durable.");
  private static final Option<String> CHECKPOINT_DIR =
      Option.text("checkpoints.dir", "", "an address", "Where checkpoints are kept.");
  private static final Option<Duration> BUFFER_TIMEOUT =
      Option.duration(
          "buffer.timeout", "20 ms", "How long a record may wait for others before the shuffle.");
  private static final Option<SinkGuarantee> SINK_GUARANTEE =
      new Option<>(
          "sink.guarantee",
          "at-least-once",
          "at-least-once or exactly-once",
          "How effects are written.",
          SinkGuarantee::ofLabel);
  private static final Option<Duration> SINK_LINGER =
      Option.duration(
          "sink.linger", "5 ms", "How long an output may wait for others before it is sent.");
  private static final Option<Duration> TRANSACTION_TIMEOUT =
      Option.duration(
          "sink.transaction.timeout",
          "15 min",
          "With exactly-once: how long the job may be down without losing what it wrote last; not"
              + " above the broker's transaction.max.timeout.ms.");
  private static final Option<String> CONSUMER_GROUP =
      Option.text(
          "kafka.group.id",
          "sojourn-journeys",
          "a name",
          "Under which the job's reading shows at the broker, and its transactions.");
  private static final Option<OptionalInt> PARALLELISM =
      new Option<>(
          "parallelism",
          "",
          "a whole number",
          "Subtasks of each operator; the cluster's default if not given.",
          text -> text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text)));

  /** Every option, in the order of the documentation. */
  public static final List<Option<?>> KNOWN =
      List.of(
          BOOTSTRAP_SERVERS,
          REGISTRY,
          TOPICS,
          SIGNALS_PARTITIONS,
          TICK_INTERVAL,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_DIR,
          BUFFER_TIMEOUT,
          SINK_GUARANTEE,
          SINK_LINGER,
          TRANSACTION_TIMEOUT,
          CONSUMER_GROUP,
          PARALLELISM);

  public JourneysOptions {
    kafka = Map.copyOf(kafka);
    if (parallelism.isPresent() && parallelism.getAsInt() < 1) {
      throw new IllegalArgumentException("Option parallelism must be at least 1.");
    }
  }

  /**
   * Options from key-value pairs. Keys that begin with {@code kafka.} and are no options of ours go
   * to the Kafka clients.
   *
   * @throws IllegalArgumentException if a key is unknown or a value cannot be read, saying what to
   *     write instead
   */
  public static JourneysOptions fromMap(Map<String, String> given) {
    Map<String, String> kafka = new TreeMap<>();
    for (String key : given.keySet()) {
      if (KNOWN.stream().noneMatch(option -> option.key().equals(key))) {
        if (!key.startsWith(KAFKA)) {
          throw new IllegalArgumentException(
              "There is no option %s. There are: %s; and kafka.… for the Kafka clients."
                  .formatted(key, String.join(", ", KNOWN.stream().map(Option::key).toList())));
        }
        kafka.put(key.substring(KAFKA.length()), given.get(key));
      }
    }
    return new JourneysOptions(
        BOOTSTRAP_SERVERS.in(given),
        kafka,
        REGISTRY.in(given),
        TOPICS.in(given),
        SIGNALS_PARTITIONS.in(given),
        TICK_INTERVAL.in(given),
        CHECKPOINT_INTERVAL.in(given),
        Optional.of(CHECKPOINT_DIR.in(given)).filter(dir -> !dir.isEmpty()),
        BUFFER_TIMEOUT.in(given),
        SINK_GUARANTEE.in(given),
        SINK_LINGER.in(given),
        TRANSACTION_TIMEOUT.in(given),
        CONSUMER_GROUP.in(given),
        PARALLELISM.in(given));
  }

  /** A fresh copy of what all of the job's Kafka clients have in common. */
  public Properties kafkaProperties() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
