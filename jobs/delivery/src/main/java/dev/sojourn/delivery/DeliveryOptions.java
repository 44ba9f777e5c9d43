package dev.sojourn.delivery;

import dev.sojourn.delivery.option.Option;
import dev.sojourn.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be set of the delivery job. {@link #KNOWN} says what each option is for and what it is
 * if not given.
 *
 * @param kafka further properties of the Kafka clients, without the prefix {@code kafka.}
 * @param checkpointDir empty: the cluster's
 * @param channelConcurrency attempts under way at once in a channel whose document does not say
 * @param definitionsPatience for how long a request waits for a channel or template that is not
 *     known
 * @param parallelism empty: the cluster's default
 */
public record DeliveryOptions(
    String bootstrapServers,
    Map<String, String> kafka,
    URI registry,
    Topics topics,
    Duration checkpointInterval,
    Optional<String> checkpointDir,
    Duration bufferTimeout,
    SinkGuarantee sinkGuarantee,
    Duration transactionTimeout,
    String consumerGroup,
    int channelConcurrency,
    Duration definitionsPatience,
    OptionalInt parallelism) {

  /** How reports are written. */
  public enum SinkGuarantee {
    /** A replay may write a report again; the core takes the first. */
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
          "How reports are written.",
          SinkGuarantee::ofLabel);
  private static final Option<Duration> TRANSACTION_TIMEOUT =
      Option.duration(
          "sink.transaction.timeout",
          "15 min",
          "With exactly-once: how long the job may be down without losing what it wrote last; not"
              + " above the broker's transaction.max.timeout.ms.");
  private static final Option<String> CONSUMER_GROUP =
      Option.text(
          "kafka.group.id",
          "sojourn-delivery",
          "a name",
          "Under which the job's reading shows at the broker, and its transactions.");
  private static final Option<Integer> CHANNEL_CONCURRENCY =
      Option.count(
          "channels.concurrency",
          "100",
          "Attempts under way at once in a channel whose document does not say.");
  private static final Option<Duration> DEFINITIONS_PATIENCE =
      Option.duration(
          "definitions.patience",
          "5 min",
          "How long a request waits for a channel or template that is not published; then it has"
              + " failed.");
  private static final Option<OptionalInt> PARALLELISM =
      new Option<>(
          "parallelism",
          "",
          "a whole number",
          "Subtasks of the channel operator; the cluster's default if not given.",
          text -> text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text)));

  /** Every option, in the order of the documentation. */
  public static final List<Option<?>> KNOWN =
      List.of(
          BOOTSTRAP_SERVERS,
          REGISTRY,
          TOPICS,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_DIR,
          BUFFER_TIMEOUT,
          SINK_GUARANTEE,
          TRANSACTION_TIMEOUT,
          CONSUMER_GROUP,
          CHANNEL_CONCURRENCY,
          DEFINITIONS_PATIENCE,
          PARALLELISM);

  /**
   * Options of the journeys job that mean nothing here, so that one set of options can serve both
   * jobs.
   */
  private static final Set<String> OF_OTHERS =
      Set.of("signals.partitions", "ticks.interval", "sink.linger");

  public DeliveryOptions {
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
  public static DeliveryOptions fromMap(Map<String, String> given) {
    Map<String, String> kafka = new TreeMap<>();
    for (String key : given.keySet()) {
      boolean known = KNOWN.stream().anyMatch(option -> option.key().equals(key));
      if (!known && key.startsWith(KAFKA)) {
        kafka.put(key.substring(KAFKA.length()), given.get(key));
      } else if (!known && !OF_OTHERS.contains(key)) {
        throw new IllegalArgumentException(
            "There is no option %s. There are: %s; and kafka.… for the Kafka clients."
                .formatted(key, String.join(", ", KNOWN.stream().map(Option::key).toList())));
      }
    }
    return new DeliveryOptions(
        BOOTSTRAP_SERVERS.in(given),
        kafka,
        REGISTRY.in(given),
        TOPICS.in(given),
        CHECKPOINT_INTERVAL.in(given),
        Optional.of(CHECKPOINT_DIR.in(given)).filter(dir -> !dir.isEmpty()),
        BUFFER_TIMEOUT.in(given),
        SINK_GUARANTEE.in(given),
        TRANSACTION_TIMEOUT.in(given),
        CONSUMER_GROUP.in(given),
        CHANNEL_CONCURRENCY.in(given),
        DEFINITIONS_PATIENCE.in(given),
        PARALLELISM.in(given));
  }

  /** A fresh copy of what all of the job's Kafka clients have in common. */
  Properties kafkaProperties() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
