package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.latency.Clock;
import dev.sojourn.benchmark.pipeline.SignalWriter;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.ProfileUpdate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/**
 * The people, numbered from 0. Each has the attributes {@code n}, its number, and {@code part}, the
 * last two digits of it.
 */
final class Crowd {
  private static final String PREFIX = "person-";
  private static final String[] COUNTRIES = {"FR", "DE", "IT", "ES", "NL"};

  private Crowd() {}

  static String profile(int number) {
    return PREFIX + number;
  }

  static int number(String profile) {
    return Integer.parseInt(profile, PREFIX.length(), profile.length(), 10);
  }

  /** How many of the first people have a {@code part} below another. */
  static int below(int parts, int people) {
    int whole = people / CrowdDefinitions.PARTS;
    int rest = people % CrowdDefinitions.PARTS;
    return whole * parts + Math.min(rest, parts);
  }

  /** Makes the first people known; returns when all is acknowledged. */
  static void introduce(SignalWriter writer, int people) {
    for (int n = 0; n < people; n++) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("n", (long) n);
      attributes.put("part", (long) (n % CrowdDefinitions.PARTS));
      attributes.put("email", profile(n) + "@example.com");
      attributes.put("firstName", "Alex");
      attributes.put("country", COUNTRIES[n % COUNTRIES.length]);
      writer.send(
          new ShopTraffic.Action(
              profile(n),
              new ProfileUpdate(
                  "known-" + n,
                  System.currentTimeMillis(),
                  attributes,
                  Map.of("email", "in"),
                  Map.of())));
    }
    writer.flush();
  }

  /**
   * Has the first people do one thing each, in order, as fast as the broker takes it; returns when
   * all is acknowledged.
   */
  static void each(
      SignalWriter writer, int people, String type, IntFunction<Map<String, Object>> properties) {
    for (int n = 0; n < people; n++) {
      writer.send(event(type, n, Clock.micros(), n, properties.apply(n)));
    }
    writer.flush();
  }

  /** An event of one person after the other, round and round. Not thread-safe. */
  static LongFunction<ShopTraffic.Action> inTurn(
      String type, int people, LongFunction<Map<String, Object>> properties) {
    long[] next = {0};
    return sentAt -> {
      long number = next[0]++;
      return event(type, (int) (number % people), sentAt, number, properties.apply(number));
    };
  }

  /** Events of which each changes a membership of {@link CrowdDefinitions#TOUCHED}. */
  static LongFunction<ShopTraffic.Action> touching(int people) {
    return inTurn(
        "crowd.touched",
        people,
        number -> Map.of("side", number / people % 2 == 0 ? "a" : "b", "page", "/shop/" + number));
  }

  private static ShopTraffic.Action event(
      String type, int person, long sentAt, long number, Map<String, Object> properties) {
    return new ShopTraffic.Action(
        profile(person), CustomerEvent.of(type, sentAt + "-" + number, sentAt / 1_000, properties));
  }
}
