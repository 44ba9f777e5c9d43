package dev.sojourn.cli.demo;

import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.definition.Application;
import dev.sojourn.local.End;
import dev.sojourn.local.Endpoints;
import dev.sojourn.local.LocalOptions;
import dev.sojourn.local.LocalRuntime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The whole demo: servers that receive, an instance, the shop, an observer and a view, started in
 * this order and ended in the reverse.
 */
public final class Demo {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int PARTITIONS = 8;

  private final DemoOptions options;
  private final View view;
  private final Statistics statistics = new Statistics();

  /**
   * How it ended.
   *
   * @param end set if a job was over before its time
   */
  public record Result(long mails, Optional<End> end) {}

  public Demo(DemoOptions options, View view) {
    this.options = options;
    this.view = view;
  }

  /**
   * Returns when the demo's time is over, when a job has ended, or when told to stop.
   *
   * @param stop completes when somebody wants the end
   */
  public Result run(CompletableFuture<Void> stop) throws IOException {
    DemoPorts ports = DemoPorts.of(options.data());
    try (Mailbox mailbox = new Mailbox(ports.smtp());
        Crm crm = new Crm(ports.http())) {
      new DemoPorts(mailbox.port(), crm.port()).write(options.data());
      Path definitions =
          DemoDefinitions.write(options.data().resolve("definitions"), mailbox.port(), crm.port());
      view.say("starting Kafka, a schema registry and Flink (data: " + options.data() + ")");
      try (LocalRuntime runtime =
          LocalRuntime.start(local(), endpoints -> apply(endpoints, definitions))) {
        view.ready(runtime.endpoints(), sinceStart());
        return watch(runtime, mailbox, crm, stop);
      }
    }
  }

  private LocalOptions local() {
    return LocalOptions.on(options.data())
        .ports(0, 0, options.uiPort())
        .partitions(PARTITIONS)
        .build();
  }

  private static void apply(Endpoints endpoints, Path definitions) {
    Connection connection = Connection.to(endpoints);
    Application application = Application.plan(connection, List.of(definitions), Optional.empty());
    if (!application.isSound()) {
      throw CommandException.problem(
          "the demo's definitions cannot be applied: "
              + application.checked().problems()
              + application.plan());
    }
    application.publish(connection, Optional.of("demo"));
  }

  private Result watch(
      LocalRuntime runtime, Mailbox mailbox, Crm crm, CompletableFuture<Void> stop) {
    Endpoints endpoints = runtime.endpoints();
    Connection connection = Connection.to(endpoints);
    Instant ready = Instant.now();
    CompletableFuture<?> over = CompletableFuture.anyOf(stop, runtime.end());
    if (options.duration().isPresent()) {
      over =
          over.completeOnTimeout(null, options.duration().get().toMillis(), TimeUnit.MILLISECONDS);
    }
    Meter meter = new Meter(ready, statistics, mailbox, crm);
    try (Observer observer = new Observer(connection, statistics);
        Shop shop =
            new Shop(
                new ShopLog(
                    endpoints.bootstrap(), endpoints.registry(), connection.topics().signals()),
                options.customers(),
                options.rate(),
                options.seed(),
                Long.toString(ready.toEpochMilli(), 36))) {
      observer.start();
      shop.open();
      showUntil(over, meter, mailbox);
    }
    view.summary(meter.progress());
    return new Result(
        mailbox.count(),
        runtime.end().isDone() ? Optional.of(runtime.end().join()) : Optional.empty());
  }

  private void showUntil(CompletableFuture<?> over, Meter meter, Mailbox mailbox) {
    boolean announced = false;
    Instant shown = Instant.EPOCH;
    while (true) {
      if (!announced && mailbox.first().isPresent()) {
        announced = true;
        view.firstMail(mailbox.first().get(), meter.firstMail().orElseThrow());
      }
      if (Duration.between(shown, Instant.now()).compareTo(view.every()) >= 0) {
        shown = Instant.now();
        view.show(meter.progress());
      }
      try {
        over.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Not over yet.
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** How long this process runs. */
  static Duration sinceStart() {
    return Duration.between(started(), Instant.now());
  }

  static Instant started() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }
}
