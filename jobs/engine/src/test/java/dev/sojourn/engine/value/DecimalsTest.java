package dev.sojourn.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecimalsTest {

  @Test
  void amountsAddUpAsOnPaper() {
    BigDecimal sum =
        Decimals.of(0.1).orElseThrow().add(Decimals.of(0.2).orElseThrow()).stripTrailingZeros();
    assertThat(sum).isEqualTo(Decimals.of(0.3).orElseThrow());
  }

  @Test
  void equalNumbersAreEqualObjects() {
    assertThat(Decimals.of(5L)).isEqualTo(Decimals.of(5.0));
    assertThat(Decimals.of(500L)).isEqualTo(Decimals.of(500.0));
    assertThat(Decimals.of(-0.0)).isEqualTo(Decimals.of(0L));
  }

  @Test
  void whatIsNoUsableNumberIsNone() {
    for (Object value :
        List.of("5", true, Double.NaN, Double.POSITIVE_INFINITY, 1e18, -1e18, List.of(1L))) {
      assertThat(Decimals.of(value)).as("%s", value).isEmpty();
    }
    assertThat(Decimals.of(Long.MIN_VALUE)).hasValue(BigDecimal.valueOf(Long.MIN_VALUE));
  }

  @Test
  void moreThanEighteenDecimalsAreRounded() {
    assertThat(Decimals.of(1e-18).orElseThrow()).isEqualTo("0.000000000000000001");
    assertThat(Decimals.of(1e-19).orElseThrow()).isEqualTo("0");
  }

  @Property
  void aDecimalOfUpTo15DigitsIsWhatWasWritten(
      @ForAll long digits, @ForAll @IntRange(max = 12) int scale) {
    BigDecimal written = BigDecimal.valueOf(digits % 1_000_000_000_000_000L, scale);
    assertThat(Decimals.of(written.doubleValue()).orElseThrow()).isEqualByComparingTo(written);
  }

  @Property
  void aRealNumberIsTheNearestToItsDecimal(@ForAll double value) {
    Decimals.of(value)
        .filter(decimal -> Math.abs(value) > 1)
        .ifPresent(decimal -> assertThat(decimal.doubleValue()).isEqualTo(value));
  }

  @Property
  void decimalsComeBack(
      @ForAll BigInteger digits, @ForAll @IntRange(min = -30, max = 30) int scale) {
    BigDecimal value = new BigDecimal(digits, scale);
    ByteWriter out = new ByteWriter(4);
    Decimals.write(out, value);
    ByteReader in = new ByteReader(out.toBytes());
    assertThat(Decimals.read(in)).isEqualTo(value);
    assertThat(in.atEnd()).isTrue();
  }
}
