package dev.sojourn.local;

import dev.sojourn.delivery.DeliveryJob;
import dev.sojourn.delivery.DeliveryOptions;
import dev.sojourn.journeys.JourneysJob;
import dev.sojourn.journeys.JourneysOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running local instance: the services, the cluster and both jobs. After a stop or a kill,
 * starting again on the same data directory goes on where the newest complete checkpoint left off;
 * what was logged meanwhile is read in its order and at its own time.
 *
 * <p>Stops in the reverse order of starting: jobs, cluster, registry, broker, and the lock last.
 */
public final class LocalRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRuntime.class);

  /** How long the jobs may take to run after their submission. */
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** The delivery job's own: one operator owns a channel. */
  private static final int DELIVERY_PARALLELISM = 1;

  private static final List<String> JOBS = List.of("journeys", "delivery");

  private final DataDirectory data;
  private final LocalServices services;
  private final FlinkCluster cluster;
  private final Endpoints endpoints;
  private final CompletableFuture<End> end;

  private LocalRuntime(
      DataDirectory data, LocalServices services, FlinkCluster cluster, Endpoints endpoints) {
    this.data = data;
    this.services = services;
    this.cluster = cluster;
    this.endpoints = endpoints;
    this.end = cluster.firstEnd().applyToEither(services.end(), first -> first);
  }

  /**
   * Starts everything and returns when all tasks of both jobs run.
   *
   * @param beforeJobs called when broker and registry serve and the topics are there, before the
   *     jobs are submitted: the place to publish definitions
   * @throws LocalStartException if it cannot start here; nothing is left running
   */
  public static LocalRuntime start(LocalOptions options, Consumer<Endpoints> beforeJobs) {
    refuseUnknownSettings(options.jobs());
    Started started = new Started();
    try {
      DataDirectory data = started.add(DataDirectory.lock(options.data()));
      Files.deleteIfExists(data.endpoints());
      CompletableFuture<FlinkCluster> starting =
          CompletableFuture.supplyAsync(() -> startCluster(options, data));
      LocalServices services;
      try {
        services = started.add(LocalServices.start(options, data));
      } finally {
        starting.handle((cluster, failure) -> cluster == null ? null : started.add(cluster)).join();
      }
      FlinkCluster cluster = starting.join();
      Endpoints endpoints =
          new Endpoints(
              services.bootstrap(),
              services.registry(),
              cluster.ui(),
              options.prefix(),
              ProcessHandle.current().pid());
      beforeJobs.accept(endpoints);
      submit(options, data, services, cluster);
      awaitRunning(cluster);
      endpoints.write(data.endpoints());
      LOG.info("event=ready {}", endpoints);
      return new LocalRuntime(data, services, cluster, endpoints);
    } catch (CompletionException e) {
      started.closeAll();
      throw e.getCause() instanceof LocalStartException cause
          ? cause
          : new LocalStartException("cannot start: " + Started.cause(e), e);
    } catch (RuntimeException e) {
      // The caller's own, from beforeJobs, among others.
      started.closeAll();
      throw e;
    } catch (Exception e) {
      started.closeAll();
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new LocalStartException("cannot start: " + Started.cause(e), e);
    }
  }

  /** Early: what is wrong with a setting needs no broker to be told. */
  private static void refuseUnknownSettings(Map<String, String> given) {
    try {
      JourneysOptions.fromMap(ofJob("journeys", Map.of(), given));
      DeliveryOptions.fromMap(ofJob("delivery", Map.of(), given));
    } catch (IllegalArgumentException e) {
      throw new LocalStartException(e.getMessage(), e);
    }
  }

  private static FlinkCluster startCluster(LocalOptions options, DataDirectory data) {
    try {
      Ports.requireFree("the web UI", options.uiPort(), "--ui-port");
      return FlinkCluster.start(options, data, options.parallelism() + DELIVERY_PARALLELISM);
    } catch (LocalStartException e) {
      throw e;
    } catch (Exception e) {
      throw new LocalStartException("the Flink cluster does not start: " + Started.cause(e), e);
    }
  }

  private static void submit(
      LocalOptions options, DataDirectory data, LocalServices services, FlinkCluster cluster)
      throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", services.bootstrap());
    settings.put("schema.registry.url", services.registry().toString());
    settings.put("topics.prefix", options.prefix());
    settings.put("signals.partitions", Integer.toString(options.partitions()));
    settings.put("checkpoints.interval", options.checkpointInterval().toString());
    settings.put("checkpoints.dir", data.checkpoints().toUri().toString());
    Map<String, String> journeys = ofJob("journeys", settings, options.jobs());
    journeys.putIfAbsent("parallelism", Integer.toString(options.parallelism()));
    Map<String, String> delivery = ofJob("delivery", settings, options.jobs());
    delivery.putIfAbsent("parallelism", Integer.toString(DELIVERY_PARALLELISM));
    List<LocalJob> jobs =
        List.of(
            LocalJob.of(
                "journeys",
                LocalJob.JOURNEYS,
                env -> JourneysJob.build(env, JourneysOptions.fromMap(journeys))),
            LocalJob.of(
                "delivery",
                "sojourn-delivery",
                env -> DeliveryJob.build(env, DeliveryOptions.fromMap(delivery))));
    for (LocalJob job : jobs) {
      try {
        cluster.submit(job);
      } catch (RuntimeException e) {
        throw new LocalStartException(
            "the " + job.name() + " job cannot be submitted: " + Started.cause(e), e);
      }
    }
  }

  /**
   * The settings of one job: those of the instance, then those given for both, then those given for
   * this one by its name.
   */
  private static Map<String, String> ofJob(
      String job, Map<String, String> instance, Map<String, String> given) {
    Map<String, String> settings = new HashMap<>(instance);
    given.forEach(
        (key, value) -> {
          if (JOBS.stream().noneMatch(name -> key.startsWith(name + "."))) {
            settings.put(key, value);
          }
        });
    given.forEach(
        (key, value) -> {
          if (key.startsWith(job + ".")) {
            settings.put(key.substring(job.length() + 1), value);
          }
        });
    return settings;
  }

  private static void awaitRunning(FlinkCluster cluster) throws Exception {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    CompletableFuture<End> end = cluster.firstEnd();
    while (!cluster.allRunning()) {
      if (end.isDone()) {
        End job = end.join();
        throw new LocalStartException(
            "the " + job.part() + " ended at once (" + job.status() + "): " + job.reason());
      }
      if (System.nanoTime() > deadline) {
        throw new LocalStartException(
            "the jobs do not come to run within "
                + START_LIMIT.toSeconds()
                + " s: "
                + cluster.latestFailure().orElse("no failure is known; see the log"));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /**
   * Completes if a part is over that the instance cannot do without: one of the jobs, an embedded
   * service.
   */
  public CompletableFuture<End> end() {
    return end;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(data.endpoints());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Started.close(cluster);
      Started.close(services);
      Started.close(data);
      LOG.info("event=stopped");
    }
  }
}
