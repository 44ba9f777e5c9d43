package dev.sojourn.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.engine.time.Interval;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LeafMemoryTest {
  private static final long T = 1_700_000_000_000L;
  private static final long ID = 0x010203040506L;

  /** Between a leaf and the table of its moments. */
  private static final int SEPARATOR = 0xEE;

  /** A day, something forgotten, and two marks, in formats 2 to 4. */
  private static final String OLDER_MARKS =
      "010203040506051d0780e295d50c80a305ca95b1fdf9620280a0abfef962d2858bcd491400";

  /** The same since format 5. */
  private static final String MARKS =
      "010203040506050d07000102020304d2858bcd4900ee0580d085b2f96280f0b252b5aa8707b68a7a14";

  /** Two numbers, the second too long for 64 bits, in formats 2 to 4. */
  private static final String OLDER_NUMBERS =
      "010203040506041b080280a0abfef96204bc3ed00f2619033b2e3c9fd0803ce8000000";

  /** The same since format 5. */
  private static final String NUMBERS =
      "01020304050604150802000104bc3e2619033b2e3c9fd0803ce8000000ee0280a0abfef962d00f";

  private static String written(LeafState leaf) {
    ByteWriter out = new ByteWriter(16);
    Moments moments = Moments.none();
    leaf.write(out, moments);
    out.u8(SEPARATOR);
    moments.write(out);
    return HexFormat.of().formatHex(out.toBytes());
  }

  private static LeafState read(String hex) {
    ByteReader in = new ByteReader(HexFormat.of().parseHex(hex));
    LeafState.skip(in);
    assertThat(in.u8()).isEqualTo(SEPARATOR);
    Moments moments = Moments.read(in);
    return LeafState.read(new ByteReader(in.bytes()), moments);
  }

  private static LeafState readOlder(String hex) {
    return LeafState.readOlder(new ByteReader(HexFormat.of().parseHex(hex)), T, 4);
  }

  private static LeafState marks() {
    LeafState leaf = new LeafState(ID);
    leaf.holds = true;
    leaf.memory().setInterval(new Interval(1_699_920_000_000L, 1_700_006_400_000L));
    leaf.memory().noteForgotten(T - 1_000_091);
    leaf.memory().noteForgotten(T - 2_000_000);
    leaf.memory().add(T + 10, 0);
    leaf.memory().add(T, 0x4_99_A2_C2_D2L);
    return leaf;
  }

  private static LeafState numbers() {
    LeafState leaf = new LeafState(ID);
    leaf.memory().add(T + 1_000, new BigDecimal("1000000000000000000000000000E-19"));
    leaf.memory().add(T, new BigDecimal("19.99"));
    return leaf;
  }

  @Test
  void aLeafWithMarksHasTheseBytes() {
    assertThat(written(marks())).isEqualTo(MARKS);
  }

  @Test
  void aLeafWithNumbersHasTheseBytes() {
    assertThat(written(numbers())).isEqualTo(NUMBERS);
  }

  @Test
  void whatOlderFormatsWroteIsReadAndWrittenAnew() {
    assertThat(written(readOlder(OLDER_MARKS))).isEqualTo(MARKS);
    assertThat(written(readOlder(OLDER_NUMBERS))).isEqualTo(NUMBERS);
  }

  @Test
  void whatWasNotAskedForIsWrittenAsItWasRead() {
    for (String bytes : new String[] {MARKS, NUMBERS}) {
      String leaf = bytes.substring(0, bytes.lastIndexOf("ee"));
      ByteWriter out = new ByteWriter(16);
      read(bytes).write(out, Moments.none());
      assertThat(HexFormat.of().formatHex(out.toBytes())).isEqualTo(leaf);
    }
  }

  @Test
  void whatWasAskedForIsWrittenAsItWasRead() {
    for (String bytes : new String[] {MARKS, NUMBERS}) {
      LeafState leaf = read(bytes);
      assertThat(leaf.memory().size()).isEqualTo(2);
      assertThat(written(leaf)).isEqualTo(bytes);
    }
  }

  @Test
  void everythingComesBack() {
    LeafState leaf = read(MARKS);
    assertThat(leaf.holds).isTrue();
    assertThat(leaf.memory().hasForgottenSince(T - 1_000_091)).isTrue();
    assertThat(leaf.memory().hasForgottenSince(T - 1_000_090)).isFalse();
    assertThat(leaf.memory().interval())
        .hasValue(new Interval(1_699_920_000_000L, 1_700_006_400_000L));
    assertThat(leaf.memory().time(0)).isEqualTo(T);
    assertThat(leaf.memory().mark(0)).isEqualTo(0x4_99_A2_C2_D2L);
    assertThat(leaf.memory().time(1)).isEqualTo(T + 10);
    assertThat(leaf.memory().mark(1)).isZero();
    assertThat(read(NUMBERS).memory().number(0)).isEqualTo("19.99");
    assertThat(read(NUMBERS).memory().number(1)).isEqualByComparingTo("100000000");
    assertThat(read(NUMBERS).memory().hasForgottenSince(Long.MIN_VALUE)).isFalse();
  }

  @Test
  void eventsOfOneMomentStayInTheOrderInWhichTheyCame() {
    LeafMemory memory = new LeafMemory();
    memory.add(T, 1);
    memory.add(T + 1, 2);
    memory.add(T, 3);
    assertThat(new long[] {memory.mark(0), memory.mark(1), memory.mark(2)})
        .containsExactly(1, 3, 2);
    assertThat(memory.firstSince(T)).isZero();
    assertThat(memory.firstSince(T + 1)).isEqualTo(2);
    assertThat(memory.firstSince(T + 2)).isEqualTo(3);
    memory.remove(0, 2);
    assertThat(memory.mark(0)).isEqualTo(2);
  }

  @Test
  void aMemoryOfNothingTakesNoByte() {
    LeafState without = new LeafState(ID);
    LeafState with = new LeafState(ID);
    with.memory().add(T, 1);
    with.memory().remove(0, 1);
    assertThat(written(with)).isEqualTo(written(without));
  }

  @Test
  void brokenBytesAreToldApart() {
    // The memory says that it is longer than what is left.
    assertThatThrownBy(() -> readOlder("01020304050604ff"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broken");
    assertThatThrownBy(() -> readOlder("0102030405060400"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broken");
    // A moment that the table does not have.
    LeafState leaf = read("01020304050609" + "05" + "ee" + "0102");
    assertThatThrownBy(leaf::times)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no moment 5");
  }
}
