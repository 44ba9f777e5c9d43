package dev.sojourn.journeys.profile;

import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.fixture.SignalValues;
import dev.sojourn.journeys.intake.Inbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two logs made from a seed: people of the shop who fill carts and order, and definitions that
 * change meanwhile.
 *
 * @param definitions in the order of their log
 * @param partitions signals in the order of each partition
 * @param end log time after everything that was logged or is due
 */
record World(List<Published> definitions, List<List<Inbound.Signal>> partitions, long end) {
  static final long BEGIN = 1_700_000_000_000L;
  private static final int PARTITIONS = 3;
  private static final int PEOPLE = 7;
  private static final long SPAN = 30_000;

  /** A document with the log time at which it became the live one. */
  record Published(SourceDocument document, long logTime) {}

  static World of(Random random, SignalValues values) {
    List<Published> definitions = new ArrayList<>();
    for (SourceDocument document : Shop.documents(Duration.ofSeconds(2))) {
      definitions.add(new Published(document, BEGIN - 1_000));
    }
    long changed = BEGIN;
    for (int version = 2; version <= 4; version++) {
      changed += random.nextInt((int) SPAN / 3);
      definitions.add(
          new Published(
              Shop.cartRecovery(version, Duration.ofMillis(100 + random.nextInt(6_000))), changed));
    }
    List<List<Inbound.Signal>> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(partition(partition, random, values));
    }
    return new World(definitions, partitions, BEGIN + SPAN + 20_000);
  }

  private static List<Inbound.Signal> partition(int number, Random random, SignalValues values) {
    List<Inbound.Signal> signals = new ArrayList<>();
    long time = BEGIN;
    while (time < BEGIN + SPAN) {
      String profile = "p" + (number + PARTITIONS * random.nextInt(PEOPLE / PARTITIONS + 1));
      String id = number + "-" + signals.size();
      long occurredAt = time - random.nextInt(2_000);
      byte[] value =
          switch (random.nextInt(5)) {
            case 0 -> values.address(profile + "@example.com", occurredAt);
            case 1 -> values.event("order.placed", id, occurredAt, Map.of());
            case 2 -> values.event("page.viewed", id, occurredAt, Map.of());
            default ->
                values.event("cart.updated", id, occurredAt, Map.of("cartId", "c" + time % 3));
          };
      signals.add(new Inbound.Signal(profile, number, signals.size(), time, value));
      time += random.nextInt(3) == 0 ? 0 : random.nextInt(600);
    }
    return signals;
  }
}
