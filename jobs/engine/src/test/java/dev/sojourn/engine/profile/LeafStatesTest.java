package dev.sojourn.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Leaves that stay packed against leaves that were never packed. */
class LeafStatesTest {
  private static final long T = 1_700_000_000_000L;

  /** More than an age later. */
  private static final long LATER = T + 200L * 24 * 3_600_000;

  /**
   * Something that is done to the leaves of a person.
   *
   * @param reload whether all are stored and read again before, and when
   */
  private record Deed(Reload reload, Kind kind, int leaf, int value) {}

  private enum Reload {
    NO,
    NOW,
    LATER
  }

  private enum Kind {
    ADD_TIME,
    TURN,
    COUNT,
    REMEMBER,
    LOOK,
    FORGET
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    return Combinators.combine(
            Arbitraries.of(Reload.class),
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 12),
            Arbitraries.integers().between(-100_000, 100_000))
        .as(Deed::new)
        .list()
        .ofMaxSize(40);
  }

  @Property
  void whatIsNotTouchedIsStoredAsItWas(@ForAll("deeds") List<Deed> deeds) {
    // Given: the same deeds done to leaves that are stored now and then, and to such as never are
    ProfileState state = new ProfileState(T);
    TreeMap<Long, LeafState> oracle = new TreeMap<>();
    long now = T;
    for (Deed deed : deeds) {
      if (deed.reload != Reload.NO) {
        now = deed.reload == Reload.LATER ? LATER : now;
        state.setLeaves(reloaded(state.leaves(), now));
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
    LeafStates never = LeafStates.none();
    oracle.values().forEach(leaf -> never.insert(never.size(), leaf));
    assertThat(hex(state.leaves(), now)).isEqualTo(hex(never, now));
    LeafStates stored = reloaded(state.leaves(), now);
    assertThat(hex(stored, now)).isEqualTo(hex(state.leaves(), now));
    int place = 0;
    for (LeafState leaf : oracle.values()) {
      assertThat(stored.id(place)).isEqualTo(leaf.id);
      assertThat(stored.holds(place)).isEqualTo(leaf.holds);
      assertThat(stored.find(leaf.id)).isEqualTo(place);
      assertThat(stored.get(place).times()).isEqualTo(leaf.times());
      assertThat(stored.get(place).hasMemory()).isEqualTo(leaf.hasMemory());
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
      case LOOK, FORGET -> leaf.times();
    }
  }

  private static LeafStates reloaded(LeafStates leaves, long now) {
    ByteWriter out = new ByteWriter(16);
    leaves.write(out, now);
    ByteReader in = new ByteReader(out.toBytes());
    LeafStates read = LeafStates.read(in, now);
    assertThat(in.atEnd()).isTrue();
    return read;
  }

  private static String hex(LeafStates leaves, long now) {
    ByteWriter out = new ByteWriter(16);
    leaves.write(out, now);
    return HexFormat.of().formatHex(out.toBytes());
  }
}
