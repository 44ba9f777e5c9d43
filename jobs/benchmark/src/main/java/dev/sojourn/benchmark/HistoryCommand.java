package dev.sojourn.benchmark;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.benchmark.workload.KeyChoice;
import dev.sojourn.benchmark.workload.ShopDefinitions;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.cli.history.RecordWriter;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.schemas.codec.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A record of the workload, to be simulated. */
@Command(
    name = "history",
    description =
        "Writes a record of the shop's signals and its definitions (20 journeys, 50 audiences), for sojourn simulate.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description = "How many signals. Default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--profiles",
      defaultValue = "100000",
      description = "How many people. Default: ${DEFAULT-VALUE}.")
  private int profiles;

  @Option(
      names = "--days",
      defaultValue = "30",
      description = "Over how many days. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Parameters(paramLabel = "DIR", description = "Where to write signals.avro and shop.yaml.")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("shop.yaml"), String.join("---\n", ShopDefinitions.smaller()));
    long length = Duration.ofDays(days).toMillis();
    ShopTraffic traffic = new ShopTraffic(7, profiles, KeyChoice.UNIFORM);
    try (RecordWriter writer = new RecordWriter(directory.resolve("signals.avro"))) {
      for (long i = 0; i < events; i++) {
        long at = START.toEpochMilli() + (long) ((double) i / events * length);
        ShopTraffic.Action action = traffic.next(at * 1_000);
        writer.write(at, 0, i, action.profile(), record(action.signal()));
      }
      writer.finish(START.toEpochMilli() + length);
    }
    return 0;
  }

  private static SpecificRecord record(Signal signal) {
    if (signal instanceof dev.sojourn.engine.signal.CustomerEvent event) {
      return new CustomerEvent(
          event.type(),
          event.id(),
          Instant.ofEpochMilli(event.occurredAt()),
          Values.toAvro(event.properties()),
          event.hops());
    }
    dev.sojourn.engine.signal.ProfileUpdate update =
        (dev.sojourn.engine.signal.ProfileUpdate) signal;
    return new ProfileUpdate(
        update.id(),
        Instant.ofEpochMilli(update.occurredAt()),
        Values.toAvro(update.attributes()),
        update.consents(),
        update.suppressions());
  }
}
