package dev.sojourn.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.DefinitionLog;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.Lambda;
import dev.sojourn.engine.MemoryStore;
import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Rule.Bound;
import dev.sojourn.engine.definition.Rule.Comparison;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.ProfileUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Memberships equal a recomputation over all events from scratch, at every step, and just before
 * and after every change by time (A).
 *
 * <p>The recomputation knows nothing of leaves' state: it keeps every event and counts.
 */
class MembershipModelTest {
  private static final long START = 1_700_000_000_000L;
  private static final String[] TYPES = {"a", "b", "c"};

  /** Everything that was logged, and the rules since when. */
  private static final class Oracle {
    record Logged(String type, long value, long occurredAt, long handledAt) {}

    final List<Logged> events = new ArrayList<>();
    final Map<String, Object> attributes = new HashMap<>();
    final Map<Rule, Long> since = new HashMap<>();
    Map<String, Audience> live = new HashMap<>();
    long firstSeen = -1;

    boolean holds(Rule rule, long now) {
      if (rule instanceof Rule.All all) {
        return all.rules().stream().allMatch(r -> holds(r, now));
      }
      if (rule instanceof Rule.Any any) {
        return any.rules().stream().anyMatch(r -> holds(r, now));
      }
      if (rule instanceof Rule.Not not) {
        return !holds(not.rule(), now);
      }
      if (rule instanceof Rule.Member member) {
        return holds(live.get(member.audience()).rule(), now);
      }
      if (rule instanceof Rule.Profile profile) {
        String[] parts = profile.condition().source().split("[. ]+");
        return parts[3].equals(attributes.get(parts[1]));
      }
      if (rule instanceof Rule.Absent absent) {
        long last =
            matching(absent.event(), rule).mapToLong(Logged::occurredAt).max().orElse(firstSeen);
        return now >= last + absent.period().toMillis();
      }
      Rule.Count count = (Rule.Count) rule;
      long number =
          matching(count.event(), rule)
              .filter(
                  e ->
                      count.window().isEmpty()
                          || e.occurredAt > now - count.window().get().toMillis())
              .count();
      return switch (count.bound().comparison()) {
        case AT_LEAST -> number >= count.bound().count();
        case AT_MOST -> number <= count.bound().count();
        case EXACTLY -> number == count.bound().count();
      };
    }

    private java.util.stream.Stream<Logged> matching(EventMatcher matcher, Rule leaf) {
      long bound = matcher.when().isEmpty() ? Long.MIN_VALUE : bound(matcher);
      return events.stream()
          .filter(e -> e.type.equals(matcher.type()) && e.value >= bound)
          .filter(e -> e.handledAt >= since.getOrDefault(leaf, Long.MIN_VALUE));
    }

    private static long bound(EventMatcher matcher) {
      return Long.parseLong(matcher.when().get().source().split(" >= ")[1]);
    }

    Set<String> members(long now) {
      Set<String> members = new TreeSet<>();
      live.forEach(
          (name, audience) -> {
            if (holds(audience.rule(), now)) {
              members.add(name);
            }
          });
      return members;
    }
  }

  private static Rule leaf(Random random) {
    EventMatcher matcher =
        new EventMatcher(
            TYPES[random.nextInt(TYPES.length)],
            random.nextBoolean()
                ? Optional.empty()
                : Optional.of(Lambda.eventAtLeast("value", random.nextInt(10))));
    Duration window = Duration.ofMillis(1 + random.nextInt(5_000));
    switch (random.nextInt(6)) {
      case 0:
        return new Rule.Absent(matcher, window);
      case 1:
        return new Rule.Profile(Lambda.profileIs("p" + random.nextInt(2), "v" + random.nextInt(2)));
      case 2:
        return new Rule.Count(matcher, Optional.empty(), bound(random));
      default:
        return new Rule.Count(matcher, Optional.of(window), bound(random));
    }
  }

  private static Bound bound(Random random) {
    return new Bound(
        Comparison.values()[random.nextInt(Comparison.values().length)], random.nextInt(4));
  }

  private static Rule rule(Random random, int depth, List<String> others) {
    switch (random.nextInt(depth > 2 ? 1 : 5)) {
      case 1:
        return new Rule.All(
            List.of(rule(random, depth + 1, others), rule(random, depth + 1, others)));
      case 2:
        return new Rule.Any(
            List.of(rule(random, depth + 1, others), rule(random, depth + 1, others)));
      case 3:
        return new Rule.Not(rule(random, depth + 1, others));
      case 4:
        return others.isEmpty()
            ? leaf(random)
            : new Rule.Member(others.get(random.nextInt(others.size())));
      default:
        return leaf(random);
    }
  }

  private static void collectLeaves(Rule rule, Set<Rule> leaves) {
    if (rule instanceof Rule.All all) {
      all.rules().forEach(r -> collectLeaves(r, leaves));
    } else if (rule instanceof Rule.Any any) {
      any.rules().forEach(r -> collectLeaves(r, leaves));
    } else if (rule instanceof Rule.Not not) {
      collectLeaves(not.rule(), leaves);
    } else if (!(rule instanceof Rule.Member)) {
      leaves.add(rule);
    }
  }

  /** One random history of one profile. */
  private static final class Run {
    final Random random;
    final Oracle oracle = new Oracle();
    final DefinitionLog log = new DefinitionLog();
    final MemoryStore store = new MemoryStore();
    final Engine engine = new Engine();
    final Set<String> told = new TreeSet<>();
    final Set<String> moments = new HashSet<>();
    int calls;
    int events;

    /** The ids of the signals that changed something, the latest last (A5). */
    final List<String> remembered = new ArrayList<>();

    final Map<String, Integer> versions = new HashMap<>();
    final Set<Rule> everKnown = new HashSet<>();
    long now = START;
    boolean adopted;

    Run(long seed) {
      random = new Random(seed);
    }

    void publish(long from) {
      String name = "audience" + random.nextInt(4);
      // Uses only audiences of smaller number, so that there are no cycles (A8).
      List<String> others =
          oracle.live.keySet().stream()
              .filter(other -> other.compareTo(name) < 0)
              .sorted()
              .toList();
      Rule rule = rule(random, 0, others);
      Set<Rule> leaves = new HashSet<>();
      collectLeaves(rule, leaves);
      if (leaves.stream().anyMatch(l -> everKnown.contains(l) && !isLive(l))) {
        // A leaf that was dropped and comes back may find what it remembered before (A10).
        return;
      }
      Audience audience = new Audience(name, versions.merge(name, 1, Integer::sum), rule);
      log.effective(from, audience);
      leaves.stream().filter(l -> !isLive(l)).forEach(l -> oracle.since.put(l, from));
      oracle.live = new HashMap<>(oracle.live);
      oracle.live.put(name, audience);
      everKnown.addAll(leaves);
      adopted = false;
    }

    private boolean isLive(Rule leaf) {
      Set<Rule> leaves = new HashSet<>();
      oracle.live.values().forEach(a -> collectLeaves(a.rule(), leaves));
      return leaves.contains(leaf);
    }

    void take(Effect effect) {
      if (effect instanceof Effect.AudienceChange change) {
        boolean changed =
            change.entered() ? told.add(change.audience()) : told.remove(change.audience());
        assertThat(changed).as("a change is told once (A7): %s", change).isTrue();
        assertThat(change.at()).isLessThanOrEqualTo(now);
        // One moment and one cause change an audience once at most, however many leaves turn (A7).
        assertThat(moments.add(change.audience() + change.at() + change.cause() + calls))
            .as("%s is told once for its moment", change)
            .isTrue();
        if (change.cause() == Cause.TIME) {
          // Told with the moment at which it happened: before, the rule gave the other answer.
          boolean before = oracle.holds(oracle.live.get(change.audience()).rule(), change.at() - 1);
          assertThat(before)
              .as("%s happened at its exact moment (A3)", change)
              .isEqualTo(!change.entered());
        }
      }
    }

    void event() {
      String type = TYPES[random.nextInt(TYPES.length)];
      long value = random.nextInt(10);
      long occurredAt = now + random.nextInt(200) - random.nextInt(6_000);
      events++;
      String id = random.nextInt(5) == 0 ? "id" + random.nextInt(20) : "event" + events;
      boolean interesting = log.history().at(now).interest(type).isPresent();
      if (interesting) {
        see();
        if (!isRemembered("event", id)) {
          oracle.events.add(new Oracle.Logged(type, value, Math.min(occurredAt, now), now));
        }
      }
      calls++;
      engine.handle(
          store,
          "p",
          CustomerEvent.of(type, id, occurredAt, Map.of("value", value)),
          now,
          log.history(),
          this::take);
      if (interesting) {
        adopted = true;
        remember("event", id);
      }
    }

    /** Whether an id stands among those that the engine says it keeps: the latest 32 (A5). */
    private boolean isRemembered(String kind, String id) {
      return remembered
          .subList(Math.max(0, remembered.size() - 32), remembered.size())
          .contains(kind + " " + id);
    }

    /**
     * Notes an id if the engine has. An event that changed nothing is not remembered, so that its
     * repetition may still count; it changed nothing for the oracle either.
     */
    private void remember(String kind, String id) {
      boolean seen = ProfileStateFormat.read(store.hot()).hasSeen(Hashes.hash48(kind, id));
      if (isRemembered(kind, id)) {
        assertThat(seen).as("%s %s is remembered (A5)", kind, id).isTrue();
      } else if (seen) {
        remembered.add(kind + " " + id);
      }
    }

    void update() {
      calls++;
      see();
      String name = "p" + random.nextInt(2);
      String value = random.nextInt(3) == 0 ? null : "v" + random.nextInt(2);
      if (value == null) {
        oracle.attributes.remove(name);
      } else {
        oracle.attributes.put(name, value);
      }
      Map<String, Object> set = new HashMap<>();
      set.put(name, value);
      String id = "update" + now + random.nextLong();
      engine.handle(
          store,
          "p",
          new ProfileUpdate(id, now, set, Map.of(), Map.of()),
          now,
          log.history(),
          this::take);
      adopted = true;
      remember("update", id);
    }

    void see() {
      if (oracle.firstSeen < 0) {
        oracle.firstSeen = now;
      }
    }

    void advance(long to) {
      now = to;
      engine.wake(store, "p", to, log.history(), this::take);
    }

    void check() {
      if (store.hot() == null || !adopted) {
        return;
      }
      Set<String> expected = oracle.members(now);
      ProfileState state = ProfileStateFormat.read(store.hot());
      assertThat(new TreeSet<>(log.history().at(now).audiences().namesOf(state.memberships())))
          .as(
              "members at %d: %s, profile first seen %d, events %s",
              now - START, oracle.live.values(), oracle.firstSeen - START, oracle.events)
          .isEqualTo(expected);
      assertThat(told).as("what was told up to %d", now - START).isEqualTo(expected);
    }
  }

  @Property(tries = 1_500)
  void membershipsEqualARecomputation_A1_A2_A3_A4_A5_A7(@ForAll long seed) {
    Run run = new Run(seed);
    for (int i = 0; i < 3; i++) {
      run.publish(START);
    }
    for (int step = 0; step < 40; step++) {
      long next = run.now + run.random.nextInt(run.random.nextBoolean() ? 300 : 4_000);
      // Just before and after each change by time, up to the next signal.
      while (run.store.hot() != null) {
        long due = ProfileStateFormat.read(run.store.hot()).nextDue;
        if (due >= next) {
          break;
        }
        if (due - 1 > run.now) {
          run.advance(due - 1);
          run.check();
        }
        run.advance(due);
        run.check();
      }
      if (next - 1 > run.now) {
        run.advance(next - 1);
        run.check();
      }
      // Whoever handles a signal knows what is in effect by then: nothing takes effect at a moment
      // of which a signal has been handled already.
      boolean later = next > run.now;
      run.now = next;
      if (run.random.nextInt(12) == 0 && later) {
        run.publish(next);
      }
      if (run.random.nextInt(4) == 0) {
        run.update();
      } else {
        run.event();
      }
      // What changes by time at the very moment of a signal comes after it (T2).
      run.advance(run.now);
      run.check();
    }
  }
}
