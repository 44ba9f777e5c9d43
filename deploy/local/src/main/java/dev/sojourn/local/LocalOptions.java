package dev.sojourn.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.configuration.MemorySize;

/**
 * How a local instance runs.
 *
 * @param data the data directory
 * @param kafkaPort of the embedded broker; 0: any free one
 * @param registryPort of the embedded registry; 0: any free one
 * @param uiPort of the Flink web UI; 0: any free one
 * @param kafka bootstrap servers of an outside broker; empty: the embedded one
 * @param registry base of an outside registry's REST API; empty: the embedded one
 * @param prefix of the topics' names
 * @param partitions of {@code signals}; chosen once, checked at every start
 * @param parallelism of the journeys job, at least 1
 * @param checkpointInterval how often the jobs' states are made durable
 * @param managedMemory RocksDB's, per task slot; below 512 MB a job it costs throughput
 * @param jobs further settings of the jobs, by their keys; a key that begins with {@code journeys.}
 *     or {@code delivery.} is for that job only
 */
public record LocalOptions(
    Path data,
    int kafkaPort,
    int registryPort,
    int uiPort,
    Optional<String> kafka,
    Optional<URI> registry,
    String prefix,
    int partitions,
    int parallelism,
    Duration checkpointInterval,
    MemorySize managedMemory,
    Map<String, String> jobs) {
  public static final int DEFAULT_KAFKA_PORT = 9092;
  public static final int DEFAULT_REGISTRY_PORT = 8081;
  public static final int DEFAULT_UI_PORT = 8082;
  public static final int DEFAULT_PARTITIONS = 24;

  public LocalOptions {
    Objects.requireNonNull(data);
    Objects.requireNonNull(prefix);
    if (partitions < 1 || parallelism < 1) {
      throw new IllegalArgumentException("partitions and parallelism are at least 1");
    }
    if (checkpointInterval.toMillis() < 100) {
      throw new IllegalArgumentException("the checkpoint interval is at least 100 ms");
    }
    jobs = Map.copyOf(jobs);
  }

  /** The defaults on a data directory. */
  public static Builder on(Path data) {
    return new Builder(data);
  }

  /** Collects options; what is not stated has its default. */
  public static final class Builder {
    private final Path data;
    private int kafkaPort = DEFAULT_KAFKA_PORT;
    private int registryPort = DEFAULT_REGISTRY_PORT;
    private int uiPort = DEFAULT_UI_PORT;
    private Optional<String> kafka = Optional.empty();
    private Optional<URI> registry = Optional.empty();
    private String prefix = "sojourn.";
    private int partitions = DEFAULT_PARTITIONS;
    private int parallelism = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    private Duration checkpointInterval = Duration.ofSeconds(10);
    private MemorySize managedMemory = MemorySize.ofMebiBytes(512);
    private Map<String, String> jobs = Map.of();

    private Builder(Path data) {
      this.data = data;
    }

    /** Ports of the embedded broker, the embedded registry and the web UI; 0: any free one. */
    public Builder ports(int kafkaPort, int registryPort, int uiPort) {
      this.kafkaPort = kafkaPort;
      this.registryPort = registryPort;
      this.uiPort = uiPort;
      return this;
    }

    public Builder kafka(String bootstrapServers) {
      this.kafka = Optional.of(bootstrapServers);
      return this;
    }

    public Builder registry(URI base) {
      this.registry = Optional.of(base);
      return this;
    }

    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    public Builder partitions(int partitions) {
      this.partitions = partitions;
      return this;
    }

    public Builder parallelism(int parallelism) {
      this.parallelism = parallelism;
      return this;
    }

    public Builder checkpointInterval(Duration interval) {
      this.checkpointInterval = interval;
      return this;
    }

    public Builder managedMemory(MemorySize perSlot) {
      this.managedMemory = perSlot;
      return this;
    }

    public Builder jobs(Map<String, String> settings) {
      this.jobs = settings;
      return this;
    }

    public LocalOptions build() {
      return new LocalOptions(
          data,
          kafkaPort,
          registryPort,
          uiPort,
          kafka,
          registry,
          prefix,
          partitions,
          parallelism,
          checkpointInterval,
          managedMemory,
          jobs);
    }
  }
}
