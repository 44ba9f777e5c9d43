package dev.sojourn.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.DefinitionLog;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.MemoryStore;
import dev.sojourn.engine.RandomRules;
import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.ProfileUpdate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
import org.junit.jupiter.api.Test;

/**
 * Memberships equal a {@link Recomputation} over all events from scratch, at every step, and just
 * before and after every change by time (A).
 */
class MembershipModelTest {
  private static final long HOUR = 3_600_000;

  /** A place and a time at which something may happen. */
  private record Setting(long start, int pace, long longest, List<ZoneId> zones) {
    static Setting of(String start, int pace, long longest, String... zones) {
      return new Setting(
          OffsetDateTime.parse(start).toInstant().toEpochMilli(),
          pace,
          longest,
          java.util.Arrays.stream(zones).map(ZoneId::of).toList());
    }
  }

  /** Seconds around a midnight, and weeks around changes of the clock and turns of the year. */
  private static final List<Setting> SETTINGS =
      List.of(
          Setting.of("2023-11-14T22:59:20Z", 4_000, 5_000, "Europe/Paris", "UTC"),
          Setting.of("2025-03-27T09:00:00Z", 12 * 3_600_000, 240 * HOUR, "Europe/Paris", "UTC"),
          Setting.of("2025-10-22T09:00:00Z", 12 * 3_600_000, 240 * HOUR, "Europe/Paris", "UTC"),
          // Midnight does not exist on 4 November.
          Setting.of("2018-11-01T09:00:00Z", 12 * 3_600_000, 240 * HOUR, "America/Sao_Paulo"),
          // Midnight exists twice on 2 November.
          Setting.of("2025-10-30T09:00:00Z", 9 * 3_600_000, 120 * HOUR, "America/Havana"),
          // 30 December does not exist.
          Setting.of("2011-12-27T09:00:00Z", 9 * 3_600_000, 120 * HOUR, "Pacific/Apia", "UTC"),
          Setting.of(
              "2024-02-25T09:00:00Z",
              12 * 3_600_000,
              240 * HOUR,
              "Asia/Kathmandu",
              "Pacific/Kiritimati",
              "Pacific/Pago_Pago"),
          Setting.of(
              "2025-02-25T09:00:00Z", 48 * 3_600_000, 960 * HOUR, "Australia/Lord_Howe", "UTC"),
          Setting.of(
              "2025-12-20T09:00:00Z", 240 * 3_600_000, 3_000 * HOUR, "Africa/Cairo", "Asia/Tokyo"));

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
  private static class Run {
    final Random random;
    final Setting setting;
    final RandomRules some;
    final Recomputation expected = new Recomputation();
    final DefinitionLog log = new DefinitionLog();
    final MemoryStore store = new MemoryStore();
    final Engine engine = new Engine();
    final Set<String> told = new TreeSet<>();
    final Set<String> moments = new HashSet<>();
    final List<Effect.AudienceChange> changes = new ArrayList<>();
    int calls;
    int events;
    int approximations;

    /** The ids of the signals that changed something, the latest last (A5). */
    final List<String> remembered = new ArrayList<>();

    final List<Long> rememberedAt = new ArrayList<>();
    final Map<String, Integer> versions = new HashMap<>();
    final Set<Rule> everKnown = new HashSet<>();
    long now;
    boolean adopted;

    Run(long seed, int keep) {
      random = new Random(seed);
      setting = SETTINGS.get(random.nextInt(SETTINGS.size()));
      some = new RandomRules(random, setting.longest, setting.zones, keep);
      now = setting.start;
    }

    void play() {
      for (int i = 0; i < 3; i++) {
        publish(now);
      }
      for (int step = 0; step < 40; step++) {
        long next = now + random.nextInt(random.nextBoolean() ? setting.pace / 13 : setting.pace);
        passUntil(next);
        // Whoever handles a signal knows what is in effect by then: nothing takes effect at a
        // moment of which a signal has been handled already.
        boolean later = next > now;
        now = next;
        if (random.nextInt(12) == 0 && later) {
          publish(next);
        }
        if (random.nextInt(4) == 0) {
          update();
        } else {
          event();
        }
        // What changes by time at the very moment of a signal comes after it (T2).
        advance(now);
        check();
      }
    }

    /**
     * Up to the next signal: just before and after each change by time that the engine knows of,
     * and at some moments that it may have overlooked.
     */
    private void passUntil(long next) {
      for (long moment : edges(next)) {
        passByChanges(moment);
        advance(moment);
        check();
      }
      passByChanges(next);
    }

    /** Some of the moments, one ms more or less, at which an event leaves some leaf's window. */
    private Set<Long> edges(long before) {
      Set<Rule> leaves = new HashSet<>();
      expected.live.values().forEach(a -> collectLeaves(a.rule(), leaves));
      TreeSet<Long> edges = new TreeSet<>();
      for (Rule leaf : leaves) {
        for (Recomputation.Logged event : expected.events) {
          long edge = event.occurredAt() + length(leaf) + event.number() % 3 - 1;
          if (edge > now && edge < before) {
            edges.add(edge);
          }
        }
      }
      while (edges.size() > 3) {
        edges.remove(edges.size() % 2 == 0 ? edges.first() : edges.last());
      }
      return edges;
    }

    private static long length(Rule leaf) {
      if (leaf instanceof Rule.Count count && count.window() instanceof Window.Rolling rolling) {
        return rolling.length().toMillis();
      }
      if (leaf instanceof Rule.Aggregate of && of.window() instanceof Window.Rolling rolling) {
        return rolling.length().toMillis();
      }
      if (leaf instanceof Rule.Sequence sequence && sequence.inLast().isPresent()) {
        return sequence.inLast().get().toMillis();
      }
      if (leaf instanceof Rule.Sequence sequence && sequence.notFollowedBy().isPresent()) {
        return sequence.notFollowedBy().get().period().toMillis();
      }
      return leaf instanceof Rule.Absent absent ? absent.period().toMillis() : 0;
    }

    private void passByChanges(long next) {
      while (store.hot() != null) {
        long due = ProfileStateFormat.read(store.hot()).nextDue;
        if (due >= next) {
          break;
        }
        if (due - 1 > now) {
          advance(due - 1);
          check();
        }
        advance(due);
        check();
      }
      if (next - 1 > now) {
        advance(next - 1);
        check();
      }
    }

    private void publish(long from) {
      String name = "audience" + random.nextInt(4);
      // Uses only audiences of smaller number, so that there are no cycles (A8).
      List<String> others =
          expected.live.keySet().stream()
              .filter(other -> other.compareTo(name) < 0)
              .sorted()
              .toList();
      Rule rule = some.rule(0, others);
      Set<Rule> leaves = new HashSet<>();
      collectLeaves(rule, leaves);
      if (leaves.stream().anyMatch(l -> everKnown.contains(l) && !isLive(l))) {
        // A leaf that was dropped and comes back may find what it remembered before (A10).
        return;
      }
      Audience audience = new Audience(name, versions.merge(name, 1, Integer::sum), rule);
      log.effective(from, audience);
      leaves.stream().filter(l -> !isLive(l)).forEach(l -> expected.since.put(l, from));
      expected.live = new HashMap<>(expected.live);
      expected.live.put(name, audience);
      everKnown.addAll(leaves);
      adopted = false;
    }

    private boolean isLive(Rule leaf) {
      Set<Rule> leaves = new HashSet<>();
      expected.live.values().forEach(a -> collectLeaves(a.rule(), leaves));
      return leaves.contains(leaf);
    }

    private void take(Effect effect) {
      if (effect.equals(new Effect.Counted(Counters.APPROXIMATE))) {
        approximations++;
      }
      if (effect instanceof Effect.AudienceChange change) {
        changes.add(change);
        boolean changed =
            change.entered() ? told.add(change.audience()) : told.remove(change.audience());
        assertThat(changed).as("a change is told once (A7): %s", change).isTrue();
        assertThat(change.at()).isLessThanOrEqualTo(now);
        // One moment and one cause change an audience once at most, however many leaves turn (A7).
        assertThat(moments.add(change.audience() + change.at() + change.cause() + calls))
            .as("%s is told once for its moment", change)
            .isTrue();
        if (change.cause() == Cause.TIME) {
          checkMoment(change);
        }
      }
    }

    /** Told with the moment at which it happened: before, the rule gave the other answer. */
    void checkMoment(Effect.AudienceChange change) {
      Rule rule = expected.live.get(change.audience()).rule();
      assertThat(expected.holds(rule, change.at() - 1))
          .as("%s happened at its exact moment (A3)", change)
          .isEqualTo(!change.entered());
    }

    private void event() {
      String type = some.type();
      Map<String, Object> properties = some.properties();
      long occurredAt =
          now + random.nextInt(setting.pace / 20) - random.nextLong(setting.longest * 6 / 5);
      if (random.nextInt(4) == 0 && !expected.events.isEmpty()) {
        // At once with another one, or so that it just leaves the window.
        Recomputation.Logged other = expected.events.get(random.nextInt(expected.events.size()));
        occurredAt = other.occurredAt() + random.nextInt(3) - 1;
      }
      events++;
      String id = random.nextInt(5) == 0 ? "id" + random.nextInt(20) : "event" + events;
      boolean interesting = log.history().at(now).interest(type).isPresent();
      if (interesting) {
        see();
        if (!isRemembered("event", id)) {
          expected.events.add(
              new Recomputation.Logged(events, type, properties, Math.min(occurredAt, now), now));
        }
      }
      calls++;
      engine.handle(
          store,
          "p",
          CustomerEvent.of(type, id, occurredAt, properties),
          now,
          log.history(),
          this::take);
      if (interesting) {
        adopted = true;
        remember("event", id);
      }
    }

    /** Whether an id stands among those that the engine says it keeps (A5). */
    private boolean isRemembered(String kind, String id) {
      for (int i = remembered.size() - 1; i >= Math.max(0, remembered.size() - 32); i--) {
        boolean recent = now / 1_000 - rememberedAt.get(i) / 1_000 < 7 * 24 * 3_600;
        if (recent && remembered.get(i).equals(kind + " " + id)) {
          return true;
        }
      }
      return false;
    }

    /**
     * Notes an id if the engine has. An event that changed nothing is not remembered, so that its
     * repetition may still count; it changed nothing for the recomputation either.
     */
    private void remember(String kind, String id) {
      ProfileState state = ProfileStateFormat.read(store.hot());
      // A state that was not written has remembered nothing.
      boolean seen = state.now == now && state.hasSeen(Hashes.hash48(kind, id));
      if (isRemembered(kind, id)) {
        assertThat(seen || state.now < now).as("%s %s is remembered (A5)", kind, id).isTrue();
      } else if (seen) {
        remembered.add(kind + " " + id);
        rememberedAt.add(now);
      }
    }

    private void update() {
      calls++;
      see();
      Map.Entry<String, Object> attribute = some.attribute();
      if (attribute.getValue() == null) {
        expected.attributes.remove(attribute.getKey());
      } else {
        expected.attributes.put(attribute.getKey(), attribute.getValue());
      }
      Map<String, Object> set = new HashMap<>();
      set.put(attribute.getKey(), attribute.getValue());
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

    private void see() {
      if (expected.firstSeen < 0) {
        expected.firstSeen = now;
      }
    }

    private void advance(long to) {
      now = to;
      engine.wake(store, "p", to, log.history(), this::take);
    }

    /** What kind of leaf of the audience itself turned; empty if one of another audience did. */
    Optional<String> kindOfLeaf(Effect.AudienceChange change) {
      AudienceProgram program = log.history().at(change.at()).audiences();
      return program.audiences().stream()
          .filter(compiled -> compiled.audience().name().equals(change.audience()))
          .flatMap(compiled -> compiled.leafPaths().entrySet().stream())
          .filter(leaf -> leaf.getValue().equals(change.leaf()))
          .findFirst()
          .map(leaf -> kind(program.leaves().get(leaf.getKey())));
    }

    private static String kind(Leaf leaf) {
      if (leaf instanceof ValueLeaf value) {
        return kind(value.fold()) + " " + value.span().getClass().getSimpleName();
      }
      if (leaf instanceof CountLeaf count) {
        return "count " + count.span().getClass().getSimpleName();
      }
      if (leaf instanceof CountEverLeaf) {
        return "count ever";
      }
      if (leaf instanceof AbsentLeaf) {
        return "absent";
      }
      if (leaf instanceof SequenceLeaf) {
        return "sequence";
      }
      return leaf instanceof DateLeaf ? "date" : "condition";
    }

    private static String kind(Fold fold) {
      if (fold instanceof ExtremeFold extreme) {
        return extreme.side().name();
      }
      if (fold instanceof EdgeFold edge) {
        return edge.edge().name();
      }
      if (fold instanceof SumFold) {
        return "sum";
      }
      return fold instanceof DistinctFold ? "distinct" : "first";
    }

    private void check() {
      if (store.hot() == null || !adopted) {
        return;
      }
      ProfileState state = ProfileStateFormat.read(store.hot());
      Set<String> members =
          new TreeSet<>(log.history().at(now).audiences().namesOf(state.memberships()));
      assertThat(told).as("what was told up to %d", now).isEqualTo(members);
      compare(state, members, expected.members(now));
    }

    void compare(ProfileState state, Set<String> members, Set<String> wanted) {
      assertThat(members)
          .as(
              "members at %d: %s, profile first seen %d, %s, events %s, state %s",
              now,
              expected.live.values(),
              expected.firstSeen,
              expected.attributes,
              expected.events,
              state.leaves().stream()
                  .map(leaf -> Long.toHexString(leaf.id) + "=" + leaf.holds + leaf.memory())
                  .toList())
          .isEqualTo(wanted);
    }
  }

  @Property(tries = 3_000)
  void membershipsEqualARecomputation_A1_A2_A3_A4_A5_A7(@ForAll long seed) {
    Run run = new Run(seed, 1_000);
    run.play();
    assertThat(run.approximations).isZero();
    assertThat(run.changes).allMatch(change -> change.approximate().isEmpty());
  }

  /**
   * One who has more than is kept may be a member or not where it should be the other way, but then
   * the audience is marked, and it was counted.
   */
  private static final class ForgetfulRun extends Run {
    int wrong;

    ForgetfulRun(long seed) {
      super(seed, 1 + (int) Math.floorMod(seed, 3));
    }

    @Override
    void checkMoment(Effect.AudienceChange change) {
      // Forgotten events make it come at another moment.
    }

    @Override
    void compare(ProfileState state, Set<String> members, Set<String> wanted) {
      Set<String> differing = new TreeSet<>(members);
      wanted.forEach(name -> toggle(differing, name));
      for (String name : differing) {
        wrong++;
        assertThat(approximations).isPositive();
        assertThat(isApproximate(state, expected.live.get(name).rule()))
            .as("%s is approximate for this person (A4) at %d", name, now)
            .isTrue();
      }
    }

    private static void toggle(Set<String> names, String name) {
      if (!names.remove(name)) {
        names.add(name);
      }
    }

    private boolean isApproximate(ProfileState state, Rule rule) {
      if (rule instanceof Rule.Member member) {
        return isApproximate(state, expected.live.get(member.audience()).rule());
      }
      if (rule instanceof Rule.Not not) {
        return isApproximate(state, not.rule());
      }
      if (rule instanceof Rule.All all) {
        return all.rules().stream().anyMatch(r -> isApproximate(state, r));
      }
      if (rule instanceof Rule.Any any) {
        return any.rules().stream().anyMatch(r -> isApproximate(state, r));
      }
      Leaf leaf = Leaves.of(rule);
      LeafState remembered = state.leaf(leaf.id());
      return remembered != null && leaf.isApproximate(remembered, now);
    }
  }

  @Property(tries = 1_500)
  void whatIsNotExactIsMarkedAndCounted_A4(@ForAll long seed) {
    new ForgetfulRun(seed).play();
  }

  /** The property above would hold of memories that forget nothing, or that mark everything. */
  @Test
  void someThatForgetAreWrongAndTheirChangesAreMarked_A4() {
    int wrong = 0;
    int marked = 0;
    int unmarked = 0;
    for (long seed = 0; seed < 300; seed++) {
      ForgetfulRun run = new ForgetfulRun(seed);
      run.play();
      wrong += run.wrong;
      for (Effect.AudienceChange change : run.changes) {
        marked += change.approximate().isEmpty() ? 0 : 1;
        unmarked += change.approximate().isEmpty() ? 1 : 0;
      }
    }
    assertThat(wrong).isPositive();
    assertThat(marked).isPositive();
    assertThat(unmarked).isGreaterThan(marked);
  }

  /** The first property would hold of histories in which nothing happens. */
  @Test
  void everyKindOfLeafTurnsByEventsOrUpdatesAndByTime() {
    Set<String> turns = new TreeSet<>();
    for (long seed = 0; seed < 1_500; seed++) {
      Run run = new Run(seed, 1_000);
      run.play();
      for (Effect.AudienceChange change : run.changes) {
        run.kindOfLeaf(change).ifPresent(kind -> turns.add(kind + " by " + change.cause()));
      }
    }
    Set<String> expected = new TreeSet<>();
    for (Cause cause : List.of(Cause.SIGNAL, Cause.TIME)) {
      for (String span : List.of("Rolling", "Calendar")) {
        for (String what :
            List.of("count", "sum", "LEAST", "GREATEST", "distinct", "first", "LATEST")) {
          expected.add(what + " " + span + " by " + cause);
        }
      }
      expected.addAll(List.of("absent by " + cause, "date by " + cause, "sequence by " + cause));
    }
    for (String what : List.of("sum", "LEAST", "GREATEST", "distinct", "EARLIEST", "LATEST")) {
      expected.add(what + " Ever by SIGNAL");
    }
    expected.addAll(List.of("count ever by SIGNAL", "condition by SIGNAL"));
    assertThat(turns).isEqualTo(expected);
  }
}
