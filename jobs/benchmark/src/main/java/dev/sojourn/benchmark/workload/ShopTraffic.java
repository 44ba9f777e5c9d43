package dev.sojourn.benchmark.workload;

import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the customers of the shop do, one thing after the other: events of about 250 bytes, and, one
 * in fifty, an update of a profile. Not thread-safe.
 */
public final class ShopTraffic {
  /**
   * The property that carries the moment at which an event was meant to be sent, in microseconds
   * since the epoch.
   */
  public static final String SENT_AT = "sentAt";

  static final String[] CATEGORIES = {
    "shoes", "books", "garden", "games", "music", "tools", "toys", "bikes", "tea", "lamps"
  };
  static final String[] PLATFORMS = {"ios", "android", "web"};
  static final String[] COUNTRIES = {"FR", "DE", "IT", "ES", "NL"};

  private static final int UPDATE_EVERY = 50;

  private final SplittableRandom random;
  private final int profiles;
  private final KeyChoice keys;
  private long number;

  /** Something that one customer did. */
  public record Action(String profile, Signal signal) {}

  public ShopTraffic(long seed, int profiles, KeyChoice keys) {
    this.random = new SplittableRandom(seed);
    this.profiles = profiles;
    this.keys = keys;
  }

  /**
   * The next thing that somebody does.
   *
   * @param sentAtMicros when, microseconds since the epoch
   */
  public Action next(long sentAtMicros) {
    return next(keys.choose(random, profiles), sentAtMicros);
  }

  /** The next thing that a certain customer does. */
  public Action next(int profile, long sentAtMicros) {
    String id = sentAtMicros + "-" + number++;
    long occurredAt = sentAtMicros / 1_000;
    Signal signal =
        number % UPDATE_EVERY == 0
            ? update(profile, id, occurredAt)
            : event(EventType.at(random.nextInt(1_000)), id, occurredAt, sentAtMicros);
    return new Action("customer-" + profile, signal);
  }

  /**
   * The moment at which a signal was meant to be sent, in microseconds since the epoch: it stands
   * in its id.
   */
  public static long sentAt(String signalId) {
    return Long.parseLong(signalId, 0, signalId.indexOf('-'), 10);
  }

  private Signal update(int profile, String id, long occurredAt) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("email", "customer-" + profile + "@example.com");
    attributes.put("firstName", "Alex");
    attributes.put("country", pick(COUNTRIES));
    attributes.put("points", (long) random.nextInt(10_000));
    attributes.put("timezone", "Europe/Paris");
    return new ProfileUpdate(id, occurredAt, attributes, Map.of("email", "in"), Map.of());
  }

  private CustomerEvent event(EventType type, String id, long occurredAt, long sentAtMicros) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(SENT_AT, sentAtMicros);
    properties.put("session", Long.toHexString(random.nextLong()));
    properties.put("platform", pick(PLATFORMS));
    fill(type, properties);
    properties.put(
        "page", "https://shop.example.com/" + type.label() + "/" + random.nextInt(9_999));
    properties.put("agent", "Mozilla/5.0 (Linux; Android 14) Shop/3.1");
    return CustomerEvent.of(type.label(), id, occurredAt, properties);
  }

  private void fill(EventType type, Map<String, Object> properties) {
    switch (type) {
      case PRODUCT_VIEWED -> {
        properties.put("product", "p-" + random.nextInt(50_000));
        properties.put("category", pick(CATEGORIES));
        properties.put("price", amount(500));
      }
      case CART_UPDATED -> {
        properties.put("cart", "c-" + random.nextInt(1_000_000));
        properties.put("items", (long) random.nextInt(6));
        properties.put("total", amount(400));
      }
      case SEARCH_PERFORMED -> {
        properties.put("query", "blue " + pick(CATEGORIES));
        properties.put("results", (long) random.nextInt(200));
      }
      case APP_OPENED -> {
        properties.put("version", "3." + random.nextInt(9));
        properties.put("awayDays", (long) random.nextInt(120));
      }
      case ORDER_PLACED -> {
        properties.put("order", "o-" + Long.toString(random.nextLong() >>> 20, 36));
        properties.put("cart", "c-" + random.nextInt(1_000_000));
        properties.put("total", amount(400));
      }
      case MAIL_OPENED -> {
        properties.put("campaign", "spring-" + random.nextInt(30));
        properties.put("position", (long) random.nextInt(10));
      }
      case ORDER_RETURNED -> {
        properties.put("order", "o-" + Long.toString(random.nextLong() >>> 20, 36));
        properties.put("total", amount(400));
      }
      case PAGE_LEFT -> {
        properties.put("seconds", (long) random.nextInt(300));
        properties.put("scrolled", random.nextDouble());
      }
    }
  }

  private double amount(int most) {
    return random.nextInt(most * 100) / 100.0;
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }
}
