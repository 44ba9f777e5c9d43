package dev.sojourn.benchmark.engine;

import dev.sojourn.benchmark.workload.KeyChoice;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Months of one customer of the shop, who comes in visits of some events each: with the reports on
 * their messages, and the events that steps emit, as they come back by way of the log.
 */
final class LongLife {
  /** Of 30 days. */
  static final long MONTH = 30 * 86_400_000L;

  private static final long START = 1_750_000_000_000L;
  private static final int EVENTS_OF_A_VISIT = 5;

  private final Engine engine = new Engine();
  private final MemoryProfile state = new MemoryProfile();
  private final Queue<Effect> answers = new ArrayDeque<>();
  private final LiveShop shop;
  private final String name;

  /** What is kept at the end of a month. */
  record Size(int hot, int attributes, int contexts) {
    int total() {
      return hot + attributes + contexts;
    }
  }

  private LongLife(LiveShop shop, String name) {
    this.shop = shop;
    this.name = name;
  }

  /**
   * @param events a year
   * @return the size at the end of each month
   */
  static List<Size> play(LiveShop shop, int person, int events, int months) {
    LongLife life = new LongLife(shop, "customer-" + person);
    SplittableRandom random = new SplittableRandom(person);
    ShopTraffic traffic = new ShopTraffic(person, 1, KeyChoice.UNIFORM);
    List<Size> sizes = new ArrayList<>();
    life.signal(registration(life.name), START);
    for (int month = 0; month < months; month++) {
      long from = START + month * MONTH;
      for (long at : visits(random, from, events * (month + 1) / 12 - events * month / 12)) {
        life.signal(traffic.next(0, at * 1_000).signal(), at);
      }
      life.passUntil(from + MONTH);
      sizes.add(life.size());
    }
    return sizes;
  }

  private static Signal registration(String name) {
    return new ProfileUpdate(
        "registration",
        START,
        Map.of(
            "email", name + "@example.com",
            "firstName", "Alex",
            "country", "FR",
            "points", 0L,
            "timezone", "Europe/Paris",
            "birthday", "1990-05-17"),
        Map.of("email", "in"),
        Map.of());
  }

  private static long[] visits(SplittableRandom random, long from, int events) {
    long[] times = new long[events];
    long visit = 0;
    for (int i = 0; i < events; i++) {
      // A visit begins somewhere in the month, but for its last hour; a minute between two events.
      visit = i % EVENTS_OF_A_VISIT == 0 ? random.nextLong(MONTH - 3_600_000) : visit;
      times[i] = from + visit + i % EVENTS_OF_A_VISIT * 60_000L + random.nextInt(50_000);
    }
    Arrays.sort(times);
    return times;
  }

  private void signal(Signal signal, long at) {
    passUntil(at);
    handle(signal instanceof CustomerEvent event ? shop.decoded(event) : signal, at);
  }

  private void handle(Signal signal, long at) {
    engine.handle(state, name, signal, at, shop.definitions(), this::take);
    answer(at);
  }

  /** Wakes the person at each moment that was asked for. */
  private void passUntil(long until) {
    while (state.hot() != null) {
      long due = ProfileStateFormat.read(state.hot()).nextDue;
      if (due >= until) {
        return;
      }
      engine.wake(state, name, due, shop.definitions(), this::take);
      answer(due);
    }
  }

  private void take(Effect effect) {
    if (effect instanceof Effect.MessageRequest || effect instanceof Effect.EmittedEvent) {
      answers.add(effect);
    }
  }

  private void answer(long at) {
    for (Effect effect = answers.poll(); effect != null; effect = answers.poll()) {
      if (effect instanceof Effect.MessageRequest request) {
        handle(
            new DeliveryReport(request.id(), Status.SENT, at, request.channel(), "", Map.of()), at);
      } else if (effect instanceof Effect.EmittedEvent event) {
        handle(
            shop.decoded(
                CustomerEvent.of(event.type(), event.id(), event.occurredAt(), event.properties())),
            at);
      }
    }
  }

  private Size size() {
    return new Size(
        state.hot().length,
        state.attributes() == null ? 0 : state.attributes().length,
        state.contextBytes());
  }
}
