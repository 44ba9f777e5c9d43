package dev.sojourn.benchmark.pipeline;

import dev.sojourn.journeys.JourneysJob;
import dev.sojourn.journeys.JourneysOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One of the two jobs, running in this process until it is closed. */
final class JobRun implements AutoCloseable {
  private final JobClient client;

  private JobRun(JobClient client) {
    this.client = client;
  }

  /** Starts a job on a cluster of its own in this process, without any state. */
  static JobRun start(JobSettings settings) throws Exception {
    Files.createDirectories(settings.checkpoints());
    Files.createDirectories(Path.of(settings.directory(), "scratch"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            settings.parallelism(), settings.cluster());
    switch (settings.kind()) {
      case BARE -> BareJob.build(env, settings);
      case JOURNEYS -> JourneysJob.build(env, journeys(settings));
    }
    env.configure(settings.cluster());
    return new JobRun(env.executeAsync());
  }

  private static JourneysOptions journeys(JobSettings settings) {
    Map<String, String> options = new HashMap<>();
    options.put("kafka.bootstrap.servers", settings.bootstrapServers());
    options.put("schema.registry.url", settings.registry());
    options.put("topics.prefix", settings.prefix());
    options.put("signals.partitions", Integer.toString(settings.partitions()));
    options.put("checkpoints.interval", settings.checkpointMillis() + " ms");
    options.put("checkpoints.dir", settings.checkpoints().toUri().toString());
    options.put("buffer.timeout", settings.bufferTimeoutMillis() + " ms");
    options.put("parallelism", Integer.toString(settings.parallelism()));
    return JourneysOptions.fromMap(options);
  }

  /** Whether it runs still; it never ends by itself unless it fails. */
  boolean isAlive() {
    try {
      return !client.getJobStatus().get(10, TimeUnit.SECONDS).isGloballyTerminalState();
    } catch (Exception e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      client.cancel().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      // It has ended already, and the cluster with it.
    }
  }
}
