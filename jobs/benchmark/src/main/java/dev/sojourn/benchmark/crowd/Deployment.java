package dev.sojourn.benchmark.crowd;

import dev.sojourn.avro.CountRequest;
import dev.sojourn.benchmark.pipeline.CheckpointLog;
import dev.sojourn.benchmark.pipeline.CheckpointLog.Checkpoint;
import dev.sojourn.benchmark.pipeline.DataSet;
import dev.sojourn.benchmark.pipeline.JobSettings;
import dev.sojourn.benchmark.pipeline.RunningJob;
import dev.sojourn.benchmark.pipeline.SignalWriter;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.definition.Application;
import dev.sojourn.cli.runs.CountTally;
import dev.sojourn.cli.runs.RunsTopic;
import dev.sojourn.engine.definition.PublicationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/** The running job with what is needed to use it as an author and an operator do. */
final class Deployment {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LOOK_EVERY_MILLIS = 200;

  private final JobSettings settings;
  private final RunningJob job;
  private final Connection connection;

  Deployment(JobSettings settings, RunningJob job) {
    this.settings = settings;
    this.job = job;
    this.connection =
        new Connection(
            settings.bootstrapServers(),
            settings.endpoints().registry(),
            settings.topics(),
            Optional.empty());
  }

  JobSettings settings() {
    return settings;
  }

  Connection connection() {
    return connection;
  }

  /** A producer; to be closed by the caller. */
  SignalWriter writer() {
    return new SignalWriter(settings.endpoints(), settings.topics());
  }

  /** Reads a topic from now on. */
  OutputReader read(String topic, OutputReader.Taker taker) {
    return OutputReader.start(settings.endpoints(), topic, taker);
  }

  /** Writes documents to a file, as an author has them. */
  Path file(String name, String yaml) throws IOException {
    return Files.writeString(Path.of(settings.directory(), name + ".yaml"), yaml);
  }

  /** Checks and publishes documents; returns when they are acknowledged. */
  void publish(String name, String yaml) throws IOException {
    publish(planned(file(name, yaml), Optional.empty()));
  }

  /** Publishes documents that are there already in another state. */
  void publish(Path file, PublicationState state) {
    publish(planned(file, Optional.of(state)));
  }

  /** What publishing would do, checked: to publish it then takes no more than writing it. */
  Application planned(Path file, Optional<PublicationState> state) {
    Application application = Application.plan(connection, List.of(file), state);
    if (!application.isSound()) {
      throw new IllegalStateException(
          file + ": " + application.checked().problems() + " " + application.plan());
    }
    return application;
  }

  void publish(Application application) {
    application.publish(connection, Optional.of("benchmark"));
  }

  /**
   * Counts, and so also waits until all that was logged before has been handled.
   *
   * @param kind {@code people} or {@code journey}
   * @param versions of a journey
   */
  CountTally count(String kind, String name, List<Integer> versions) {
    return new RunsTopic(connection)
        .count(
            CountRequest.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(kind)
                .setName(name)
                .setVersions(versions)
                .build(),
            PATIENCE,
            known -> checkAlive());
  }

  List<Checkpoint> checkpoints() {
    return CheckpointLog.read(settings);
  }

  /**
   * Waits.
   *
   * @param what for the message
   * @throws IllegalStateException if it does not come in time, or the job ends
   */
  void await(String what, Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      checkAlive();
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException(
            "waited for " + what + " for " + patience.toSeconds() + " s, in vain");
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** How many records the log of signals has at this moment. */
  long logged() throws ExecutionException, InterruptedException {
    return DataSet.written(
        settings.endpoints(), settings.topics().signals(), settings.partitions());
  }

  /**
   * @throws IllegalStateException if the job has ended
   */
  void checkAlive() {
    if (!job.isAlive()) {
      throw new IllegalStateException("the job has failed; see " + RunningJob.log(settings));
    }
  }
}
