package dev.sojourn.simulator.statistics;

/**
 * A stretch of time in equal parts. Samples are taken at its beginning and at the end of each part.
 *
 * @param from ms since the epoch
 * @param part length of a part, ms
 * @param parts at least 1
 */
public record Axis(long from, long part, int parts) {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] LENGTHS = {
    MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY
  };

  /** The longest that one can be: longer than any record, and little memory. */
  private static final long MOST_PARTS = 1_000_000;

  /**
   * An axis that covers two moments and begins at a multiple of its parts since the epoch.
   *
   * @throws IllegalArgumentException if that takes more than a million parts
   */
  public static Axis covering(long from, long to, long part) {
    long first = Math.floorDiv(from, part) * part;
    long parts = Math.floorDiv(Math.max(from, to) - first, part) + 1;
    if (parts > MOST_PARTS) {
      throw new IllegalArgumentException(
          "more than " + MOST_PARTS + " parts; state a shorter time or longer parts");
    }
    return new Axis(first, part, (int) parts);
  }

  /** As above, by the shortest usual parts of which there are at most so many. */
  public static Axis covering(long from, long to, int atMost) {
    for (long length : LENGTHS) {
      if ((to - from) / length < atMost) {
        return covering(from, to, length);
      }
    }
    return covering(from, to, LENGTHS[LENGTHS.length - 1]);
  }

  /** The moment of a sample, from 0 to {@link #parts}, both included. */
  public long sample(int index) {
    return from + index * part;
  }

  /** The first sample at or after a moment; beyond the last one, {@code parts + 1}. */
  int firstSample(long at) {
    long index = -Math.floorDiv(from - at, part);
    return (int) Math.max(0, Math.min(index, parts + 1L));
  }

  /** The part in which a moment lies; -1 if none. */
  int partOf(long at) {
    long index = Math.floorDiv(at - from, part);
    return index < 0 || index >= parts ? -1 : (int) index;
  }
}
