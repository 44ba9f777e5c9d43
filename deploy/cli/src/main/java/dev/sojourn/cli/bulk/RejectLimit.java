package dev.sojourn.cli.bulk;

/**
 * How many rows may be set aside before an import stops.
 *
 * @param most rows; {@link Long#MAX_VALUE} for any number
 * @param percent of the rows read, from the 1,000th on; 100 for any share
 */
public record RejectLimit(long most, int percent) {
  /** A share means something from so many rows on. */
  static final long ROWS = 1_000;

  /**
   * As an option says it: {@code 500}, {@code 20%} or {@code unlimited}.
   *
   * @throws IllegalArgumentException with what is expected
   */
  public static RejectLimit parse(String text) {
    if (text.equals("unlimited")) {
      return new RejectLimit(Long.MAX_VALUE, 100);
    }
    if (text.matches("[0-9]{1,2}%")) {
      return new RejectLimit(
          Long.MAX_VALUE, Integer.parseInt(text.substring(0, text.length() - 1)));
    }
    if (text.matches("[0-9]{1,12}")) {
      return new RejectLimit(Long.parseLong(text), 100);
    }
    throw new IllegalArgumentException(
        "must be a number of rows, a share from 0% to 99%, or unlimited");
  }

  /** Whether there are more than that. */
  boolean isExceeded(long rejected, long rows) {
    return rejected > most || (rows >= ROWS && percent < 100 && rejected * 100 > rows * percent);
  }
}
