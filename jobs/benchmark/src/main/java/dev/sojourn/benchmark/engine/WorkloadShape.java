package dev.sojourn.benchmark.engine;

import dev.sojourn.benchmark.workload.KeyChoice;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the shop's events do to its customers, in percent of the events: what a benchmark's figures
 * are worth hangs on it.
 *
 * @param used changed what is remembered of the person
 * @param flipping changed a membership
 * @param moving moved the person in a journey: in, on or out
 * @param requesting asked for a message at once
 * @param wakeUps things done by the passing of time, per hundred events
 * @param outputs records written, per hundred events
 * @param stateBytes mean size of the hot section
 */
public record WorkloadShape(
    double used,
    double flipping,
    double moving,
    double requesting,
    double wakeUps,
    double outputs,
    double stateBytes) {
  private static final long START = 1_750_000_000_000L;

  /**
   * Plays traffic to the engine, with the customers' states in memory, and looks at the second half
   * of it.
   *
   * @param perSecond how many events come in a second of log time
   */
  public static WorkloadShape measure(KeyChoice keys, int profiles, int events, int perSecond) {
    return new Count().run(keys, profiles, events, perSecond);
  }

  private static final class Count {
    private final Engine engine = new Engine();
    private final LiveShop shop = new LiveShop();
    private final Map<String, MemoryProfile> people = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long counted;
    private long used;
    private long flipping;
    private long moving;
    private long requesting;
    private long byTime;
    private long outputs;
    private String signal = "";

    WorkloadShape run(KeyChoice keys, int profiles, int events, int perSecond) {
      ShopTraffic traffic = new ShopTraffic(1, profiles, keys);
      for (int i = 0; i < events; i++) {
        long micros = START * 1_000 + i * 1_000_000L / perSecond;
        ShopTraffic.Action action = traffic.next(micros);
        play(action, micros / 1_000, i >= events / 2);
      }
      double bytes =
          people.values().stream()
              .filter(person -> person.hot() != null)
              .mapToInt(person -> person.hot().length)
              .average()
              .orElse(0);
      return new WorkloadShape(
          percent(used),
          percent(flipping),
          percent(moving),
          percent(requesting),
          percent(byTime),
          percent(outputs),
          bytes);
    }

    private double percent(long part) {
      return 100.0 * part / counted;
    }

    private void play(ShopTraffic.Action action, long logTime, boolean counts) {
      MemoryProfile person = people.computeIfAbsent(action.profile(), p -> new MemoryProfile());
      Signal decoded =
          action.signal() instanceof CustomerEvent event ? shop.decoded(event) : action.signal();
      int before = person.writes();
      signal = decoded.id();
      seen.clear();
      engine.handle(
          person,
          action.profile(),
          decoded,
          logTime,
          shop.definitions(),
          effect -> {
            if (counts) {
              take(effect);
            }
          });
      if (counts) {
        counted++;
        used += person.writes() > before ? 1 : 0;
        flipping += seen.contains("flip") ? 1 : 0;
        moving += seen.contains("move") ? 1 : 0;
        requesting += seen.contains("request") ? 1 : 0;
      }
    }

    private void take(Effect effect) {
      if (effect instanceof Effect.AudienceChange change) {
        outputs++;
        note(change.signal(), "flip");
      } else if (effect instanceof Effect.StepRecord step) {
        outputs++;
        if (step.kind() != Kind.ENTRY_REFUSED) {
          note(step.signal(), "move");
        }
      } else if (effect instanceof Effect.MessageRequest) {
        outputs++;
        seen.add("request");
      }
    }

    private void note(String cause, String what) {
      if (cause.equals(signal)) {
        seen.add(what);
      } else {
        byTime++;
      }
    }
  }
}
