package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * When what awaits look back for was last seen (S4): times by 48-bit names, in order of the names.
 * Kept: as many as there are such awaits, at most {@link #MOST}; of more, the latest.
 */
public final class Sightings {
  /** Awaits remembered (N5). */
  public static final int MOST = 100;

  private static final long[] NONE = new long[0];

  private long[] names = NONE;
  private long[] times = NONE;

  /** When it was last seen; {@link Long#MIN_VALUE} if it was not. */
  public long of(long name) {
    int at = Arrays.binarySearch(names, name);
    return at < 0 ? Long.MIN_VALUE : times[at];
  }

  /** Notes that something was seen; what was seen earlier is forgotten. */
  public void see(long name, long time) {
    int at = Arrays.binarySearch(names, name);
    if (at >= 0) {
      times[at] = time;
      return;
    }
    if (names.length == MOST) {
      forget(names[oldest()]);
      at = Arrays.binarySearch(names, name);
    }
    int place = -at - 1;
    names = insert(names, place, name);
    times = insert(times, place, time);
  }

  public void forget(long name) {
    int at = Arrays.binarySearch(names, name);
    if (at >= 0) {
      names = remove(names, at);
      times = remove(times, at);
    }
  }

  /**
   * Forgets what no longer matters.
   *
   * @param kept how long a name matters, ms; 0 if it does not
   * @return whether there was anything to forget
   */
  public boolean prune(long now, LongUnaryOperator kept) {
    int before = names.length;
    for (int i = names.length - 1; i >= 0; i--) {
      if (times[i] <= now - kept.applyAsLong(names[i])) {
        names = remove(names, i);
        times = remove(times, i);
      }
    }
    return names.length < before;
  }

  public boolean isEmpty() {
    return names.length == 0;
  }

  private int oldest() {
    int oldest = 0;
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[oldest]) {
        oldest = i;
      }
    }
    return oldest;
  }

  private static long[] insert(long[] list, int at, long value) {
    long[] grown = new long[list.length + 1];
    System.arraycopy(list, 0, grown, 0, at);
    grown[at] = value;
    System.arraycopy(list, at, grown, at + 1, list.length - at);
    return grown;
  }

  private static long[] remove(long[] list, int at) {
    long[] shrunk = new long[list.length - 1];
    System.arraycopy(list, 0, shrunk, 0, at);
    System.arraycopy(list, at + 1, shrunk, at, shrunk.length - at);
    return shrunk;
  }

  void write(ByteWriter out, long base) {
    out.varint(names.length);
    for (int i = 0; i < names.length; i++) {
      out.u48(names[i]);
      out.zigzag(times[i] - base);
    }
  }

  static Sightings read(ByteReader in, long base) {
    Sightings sightings = new Sightings();
    int size = in.count();
    if (size > 0) {
      sightings.names = new long[size];
      sightings.times = new long[size];
      for (int i = 0; i < size; i++) {
        sightings.names[i] = in.u48();
        sightings.times[i] = base + in.zigzag();
      }
    }
    return sightings;
  }
}
