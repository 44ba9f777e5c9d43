package dev.sojourn.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Numbers as exact decimals, so that sums do not depend on the order in which they are added up and
 * 0.1 + 0.2 is 0.3. A real number stands for the decimal with the fewest digits, from 15 to 17,
 * that it is nearest to. Trailing zeros are dropped: equal numbers are equal objects.
 */
public final class Decimals {
  /** More decimals than these are rounded, half to even. */
  static final int MOST_DECIMALS = 18;

  /** Real numbers from this one on, and to its negative, are not used. */
  static final double TOO_LARGE = 1e18;

  private static final MathContext[] PRECISIONS = {
    new MathContext(15, RoundingMode.HALF_EVEN),
    new MathContext(16, RoundingMode.HALF_EVEN),
    new MathContext(17, RoundingMode.HALF_EVEN)
  };

  private Decimals() {}

  /**
   * The number that a value of an expression or document is.
   *
   * @return empty if it is none, or a real number that is not finite or has more than 18 digits
   *     before the point
   */
  public static Optional<BigDecimal> of(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Optional.of(ofWhole(((Number) value).longValue()));
    }
    if (value instanceof Double real && Math.abs(real) < TOO_LARGE) {
      return Optional.of(ofReal(real));
    }
    return Optional.empty();
  }

  /** A whole number. */
  public static BigDecimal ofWhole(long value) {
    return BigDecimal.valueOf(value).stripTrailingZeros();
  }

  private static BigDecimal ofReal(double value) {
    // Most are amounts of money. A quotient of whole numbers that gives just this real number is
    // the only decimal of up to 15 digits that does.
    if (Math.abs(value) < 1e11) {
      long scaled = Math.round(value * 1e4);
      if (scaled / 1e4 == value) {
        return BigDecimal.valueOf(scaled, 4).stripTrailingZeros();
      }
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact;
    for (MathContext precision : PRECISIONS) {
      rounded = exact.round(precision);
      if (rounded.doubleValue() == value) {
        break;
      }
    }
    if (rounded.scale() > MOST_DECIMALS) {
      rounded = rounded.setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN);
    }
    return rounded.stripTrailingZeros();
  }

  /** Writes a number: its scale, then its digits as a whole number. */
  public static void write(ByteWriter out, BigDecimal value) {
    out.zigzag(value.scale());
    BigInteger digits = value.unscaledValue();
    if (digits.bitLength() < Long.SIZE - 2) {
      long whole = digits.longValue();
      out.varint(((whole << 1) ^ (whole >> 63)) << 1);
      return;
    }
    byte[] bytes = digits.toByteArray();
    out.varint((long) bytes.length << 1 | 1);
    out.raw(bytes, 0, bytes.length);
  }

  /** Reads what {@link #write} wrote. */
  public static BigDecimal read(ByteReader in) {
    int scale = Math.toIntExact(in.zigzag());
    long head = in.varint();
    if ((head & 1) == 0) {
      long folded = head >>> 1;
      return BigDecimal.valueOf((folded >>> 1) ^ -(folded & 1), scale);
    }
    int length = Math.toIntExact(head >>> 1);
    if (length == 0) {
      throw new IllegalStateException("stored bytes are broken: a number without digits");
    }
    return new BigDecimal(new BigInteger(in.raw(length)), scale);
  }
}
