package dev.sojourn.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.time.Interval;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Leaves that stay packed against leaves that were never packed. */
class LeafStatesTest {
  private static final long T = 1_700_000_000_000L;

  /**
   * Something that is done to the leaves of a person.
   *
   * @param reload whether all are stored and read again before
   */
  private record Deed(boolean reload, Kind kind, int leaf, int value) {}

  private enum Kind {
    ADD_TIME,
    TURN,
    COUNT,
    REMEMBER,
    OPEN,
    DROP,
    LOOK,
    FORGET
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 12),
            Arbitraries.integers().between(-100_000, 100_000))
        .as(Deed::new)
        .list()
        .ofMaxSize(120);
  }

  @Property
  void whatIsNotTouchedIsStoredAsItWas(@ForAll("deeds") List<Deed> deeds) {
    // Given: the same deeds done to leaves that are stored now and then, and to such as never are
    ProfileState state = new ProfileState(T);
    TreeMap<Long, LeafState> oracle = new TreeMap<>();
    for (Deed deed : deeds) {
      if (deed.reload) {
        state.setLeaves(reloaded(state.leaves()));
      }
      long id = 0x0102_0304_0000L + deed.leaf * 77L;
      if (deed.kind == Kind.FORGET) {
        state.retainLeaves(known -> known != id);
        oracle.remove(id);
      } else {
        act(deed, state.leafOrNew(id));
        act(deed, oracle.computeIfAbsent(id, LeafState::new));
      }
    }

    // Then
    LeafStates stored = reloaded(state.leaves());
    assertThat(hex(stored)).isEqualTo(hex(state.leaves()));
    int place = 0;
    for (LeafState leaf : oracle.values()) {
      assertThat(stored.id(place)).isEqualTo(leaf.id);
      assertThat(stored.holds(place)).isEqualTo(leaf.holds);
      assertThat(stored.find(leaf.id)).isEqualTo(place);
      assertThat(stored.get(place).count).isEqualTo(leaf.count);
      assertThat(stored.get(place).times()).isEqualTo(leaf.times());
      assertThat(stored.get(place).memory().toString()).isEqualTo(leaf.memory().toString());
      place++;
    }
    assertThat(stored).hasSize(place);
    assertThat(stored.find(1)).isEqualTo(-1);
  }

  private static void act(Deed deed, LeafState leaf) {
    switch (deed.kind) {
      case ADD_TIME -> leaf.add(T + deed.value, T - 50_000, 3);
      case TURN -> leaf.holds = !leaf.holds;
      case COUNT -> leaf.count++;
      case REMEMBER -> leaf.memory().add(T + deed.value, BigDecimal.valueOf(deed.value, 2));
      case OPEN -> leaf.memory().setInterval(new Interval(T + deed.value, T + 200_000));
      case DROP -> leaf.memory().remove(0, leaf.memory().size() / 2);
      case LOOK, FORGET -> leaf.times();
    }
  }

  private static LeafStates reloaded(LeafStates leaves) {
    ByteWriter out = new ByteWriter(16);
    leaves.write(out);
    ByteReader in = new ByteReader(out.toBytes());
    LeafStates read = LeafStates.read(in);
    assertThat(in.atEnd()).isTrue();
    return read;
  }

  private static String hex(LeafStates leaves) {
    ByteWriter out = new ByteWriter(16);
    leaves.write(out);
    return HexFormat.of().formatHex(out.toBytes());
  }

  @Test
  void whatNobodyRemembersAnyMoreIsForgottenInTheEnd() {
    // Given: a leaf that remembers three of many moments, and one that nobody asks for
    ProfileState state = new ProfileState(T);
    state.leafOrNew(1).add(T, T - 1, 1);
    for (int i = 1; i <= 10_000; i++) {
      state.setLeaves(reloaded(state.leaves()));
      state.leafOrNew(2).add(T + i * 1_000L, T, 3);
    }

    // Then
    LeafStates stored = reloaded(state.leaves());
    assertThat(stored.get(0).times()).containsExactly(T);
    assertThat(stored.get(1).times()).containsExactly(T + 9_998_000, T + 9_999_000, T + 10_000_000);
    assertThat(hex(stored).length() / 2).isLessThan(80);
  }

  @Test
  void ofALeafThatIsForgottenNoMomentStays_A10() {
    ProfileState state = new ProfileState(T);
    for (int i = 0; i < 1_000; i++) {
      state.leafOrNew(1).add(T + i * 1_000L, T - 1, 1_000);
    }
    state.leafOrNew(2).add(T, T - 1, 1);
    state.setLeaves(reloaded(state.leaves()));
    state.retainLeaves(id -> id == 2);
    ProfileState never = new ProfileState(T);
    never.leafOrNew(2).add(T, T - 1, 1);
    assertThat(hex(state.leaves())).isEqualTo(hex(never.leaves()));
  }
}
