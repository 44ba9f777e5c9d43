package dev.sojourn.benchmark.engine;

import dev.sojourn.benchmark.workload.KeyChoice;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The engine's handling of one event: the state's bytes in, the effects and the state's bytes out,
 * with 50 audiences and 20 journeys live. The event is decoded already.
 *
 * <p>Each call takes another of many people, and the next of many events, so that no branch is
 * learned by heart; nobody's state is ever replaced, so that every call finds what the one before
 * found.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx1g", "-XX:+UseParallelGC"})
@State(Scope.Benchmark)
public class EngineBenchmark {
  private static final int PEOPLE = 1_024;
  private static final int EVENTS = 8_191;
  private static final long NOW = 1_750_000_000_000L;

  /** What a person has behind them. */
  public enum Person {
    /** A dozen signals over the last day, as most have in the pipeline benchmark. */
    TYPICAL(12, 24 * 3_600_000L),
    /** Four hundred over the last month, and then one a second for the last half minute. */
    HEAVY(430, 30 * 24 * 3_600_000L);

    final int signals;
    final long millis;

    Person(int signals, long millis) {
      this.signals = signals;
      this.millis = millis;
    }

    /** When their i-th signal came. */
    long at(int i) {
      int last = this == HEAVY ? 30 : 0;
      return i >= signals - last
          ? NOW - 1_000L * (signals - i)
          : NOW - millis + i * ((millis - 60_000) / signals);
    }
  }

  @Param({"TYPICAL", "HEAVY"})
  public Person person;

  private final Engine engine = new Engine();
  private LiveShop shop;
  private ProfileStore[] people;
  private String[] names;
  private CustomerEvent[] events;
  private Consumer<Effect> effects;
  private int next;

  /** Gives people their pasts. */
  @Setup
  public void prepare(Blackhole blackhole) {
    shop = new LiveShop();
    effects = blackhole::consume;
    people = new ProfileStore[PEOPLE];
    names = new String[PEOPLE];
    ShopTraffic traffic = new ShopTraffic(7, PEOPLE, KeyChoice.UNIFORM);
    for (int p = 0; p < PEOPLE; p++) {
      MemoryProfile profile = new MemoryProfile();
      for (int i = 0; i < person.signals; i++) {
        long at = person.at(i);
        ShopTraffic.Action action = traffic.next(p, at * 1_000);
        names[p] = action.profile();
        engine.handle(profile, names[p], action.signal(), at, shop.definitions(), effect -> {});
      }
      people[p] = profile.frozen();
    }
    events = new CustomerEvent[EVENTS];
    for (int i = 0; i < EVENTS; ) {
      if (traffic.next(0, NOW * 1_000).signal() instanceof CustomerEvent event
          && shop.definitions().at(NOW).interest(event.type()).isPresent()) {
        events[i++] = shop.decoded(event);
      }
    }
  }

  /** One event of a type that something is interested in. */
  @Benchmark
  public void handle() {
    int i = next++ & Integer.MAX_VALUE;
    int p = i % PEOPLE;
    engine.handle(people[p], names[p], events[i % EVENTS], NOW, shop.definitions(), effects);
  }

  /** Mean size of the people's hot sections; told with the results. */
  int meanStateBytes() {
    long bytes = 0;
    for (ProfileStore store : people) {
      bytes += store.hot().length;
    }
    return (int) (bytes / people.length);
  }
}
