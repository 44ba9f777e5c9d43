package dev.sojourn.cli;

import dev.sojourn.local.LocalOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of an instance on this machine, apart from its ports. */
final class InstanceOptions {
  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "" + LocalOptions.DEFAULT_PARTITIONS,
      description =
          "Partitions of the signals topic, chosen at the first start for good (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallel tasks of the journeys job (default: one per processor, at most 4).")
  private Integer parallelism;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      defaultValue = "PT10S",
      description =
          "How often state is made durable, as an ISO-8601 duration (default: ${DEFAULT-VALUE}).")
  private Duration checkpointInterval;

  @Option(
      names = "--managed-memory",
      paramLabel = "SIZE",
      defaultValue = "512m",
      description = "RocksDB's memory, per task (default: ${DEFAULT-VALUE}).")
  private String managedMemory;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A further setting of the jobs, such as sink.guarantee=exactly-once; one for a job alone as journeys.KEY=VALUE or delivery.KEY=VALUE. May be repeated.")
  private Map<String, String> settings = new HashMap<>();

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "An outside Kafka broker, instead of the embedded one.")
  private String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "An outside schema registry, instead of the embedded one.")
  private URI registry;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = "sojourn.",
      description = "Prefix of the topics' names (default: ${DEFAULT-VALUE}).")
  private String prefix;

  /**
   * @param line for problems
   * @param data the data directory
   * @throws ParameterException if a value cannot be
   */
  LocalOptions toOptions(CommandLine line, Path data, int kafkaPort, int registryPort, int uiPort) {
    try {
      LocalOptions.Builder options =
          LocalOptions.on(data)
              .ports(kafkaPort, registryPort, uiPort)
              .prefix(prefix)
              .partitions(partitions)
              .checkpointInterval(checkpointInterval)
              .managedMemory(MemorySize.parse(managedMemory))
              .jobs(settings);
      if (parallelism != null) {
        options.parallelism(parallelism);
      }
      if (bootstrap != null) {
        options.kafka(bootstrap);
      }
      if (registry != null) {
        options.registry(registry);
      }
      return options.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, e.getMessage(), e);
    }
  }
}
