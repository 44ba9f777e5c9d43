package dev.sojourn.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sojourn.benchmark.pipeline.Endpoints;
import dev.sojourn.benchmark.workload.KeyChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** What all benchmarks of running jobs have in common. */
final class RunOptions {
  /** How many people the shop has, unless something else is said. */
  static final int PROFILES = 1_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--dir",
      defaultValue = "target/benchmark",
      description = "Where data sets and runs lie. Default: ${DEFAULT-VALUE}.")
  Path directory;

  @Option(
      names = "--profiles",
      description = "How many people there are. Default: 1000000; of crowd 2000000.")
  private Integer profiles;

  @Option(
      names = "--keys",
      defaultValue = "uniform",
      description = "Whose turn it is: uniform or skewed. Default: ${DEFAULT-VALUE}.")
  KeyChoice keys;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same events. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--partitions",
      defaultValue = "24",
      description = "Partitions of signals. Default: ${DEFAULT-VALUE}.")
  int partitions;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Subtasks of each operator. Default: ${DEFAULT-VALUE}.")
  int parallelism;

  @Option(
      names = "--checkpoint-ms",
      defaultValue = "10000",
      description = "Checkpoint interval. Default: ${DEFAULT-VALUE}.")
  long checkpointMillis;

  @Option(
      names = "--buffer-timeout-ms",
      defaultValue = "20",
      description = "Buffer timeout. Default: ${DEFAULT-VALUE}.")
  long bufferTimeoutMillis;

  @Option(
      names = "--managed-mb",
      defaultValue = "1024",
      description =
          "Managed memory of the worker, which RocksDB uses. Default: ${DEFAULT-VALUE}, 512 for each"
              + " subtask, as in sojourn run.")
  int managedMb;

  @Option(
      names = "--heap",
      defaultValue = "2g",
      description = "Heap of a job's JVM. Default: ${DEFAULT-VALUE}.")
  String heap;

  @Option(
      names = "--in-process",
      description = "Run all in this JVM: quicker to start, no good for figures.")
  boolean inProcess;

  @Option(
      names = "--bootstrap-servers",
      description = "A broker that runs already; with --registry. Default: one is started.")
  String bootstrapServers;

  @Option(
      names = "--registry",
      description = "A schema registry that runs already; with --bootstrap-servers.")
  URI registry;

  @Option(
      names = "--limit-minutes",
      defaultValue = "60",
      description = "End the process after so long, whatever happens. Default: ${DEFAULT-VALUE}.")
  long limitMinutes;

  @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
  boolean json;

  /**
   * How many people there are.
   *
   * @param otherwise where nothing is said
   */
  int profiles(int otherwise) {
    return profiles == null ? otherwise : profiles;
  }

  /** Broker and registry that run already; empty: they are to be started. */
  Optional<Endpoints> outside() {
    if (bootstrapServers == null && registry == null) {
      return Optional.empty();
    }
    if (bootstrapServers == null || registry == null) {
      throw new IllegalArgumentException("give both --bootstrap-servers and --registry, or none");
    }
    return Optional.of(new Endpoints(bootstrapServers, registry));
  }

  /** Ends the process when the time is over. */
  void limitTime() {
    Thread timer =
        new Thread(
            () -> {
              try {
                TimeUnit.MINUTES.sleep(limitMinutes);
                tell("ended after " + limitMinutes + " minutes; see --limit-minutes");
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "time limit");
    timer.setDaemon(true);
    timer.start();
  }

  void print(PrintWriter out, Object result, String text) throws IOException {
    out.println(json ? JSON.writeValueAsString(result) : text);
    out.flush();
  }

  /** Tells what is going on, on the error stream. */
  static void tell(String what) {
    System.err.println(what);
  }
}
