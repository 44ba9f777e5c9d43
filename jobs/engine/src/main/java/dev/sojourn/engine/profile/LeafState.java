package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.Arrays;

/**
 * What one leaf of the audience rules remembers of this person: whether it holds, and the few
 * latest times, or the count, that decide it (A4).
 */
public final class LeafState {
  private static final long[] NONE = new long[0];

  /** 48-bit hash of what the leaf says; the same for equal leaves of all audiences and versions. */
  public final long id;

  /** Whether the leaf holds. */
  public boolean holds;

  /** How many events ever, as far as it matters; for leaves without a window. */
  public long count;

  /** Times of the latest events, ascending, ms since the epoch; as many as decide the leaf. */
  private long[] times = NONE;

  public LeafState(long id) {
    this.id = id;
  }

  /** Ascending. */
  public long[] times() {
    return times;
  }

  /**
   * Takes in the time of an event, in whatever order events come (A2), and forgets what cannot
   * matter.
   *
   * @param after times at or before this one are forgotten
   * @param keep how many of the latest to keep
   * @return whether anything changed
   */
  public boolean add(long time, long after, int keep) {
    int from = 0;
    while (from < times.length && times[from] <= after) {
      from++;
    }
    if (time <= after) {
      if (from > 0) {
        times = Arrays.copyOfRange(times, from, times.length);
      }
      return false;
    }
    int size = times.length - from;
    if (size >= keep && time <= times[times.length - keep]) {
      return false;
    }
    long[] grown = new long[size + 1];
    int at = 0;
    while (at < size && times[from + at] <= time) {
      grown[at] = times[from + at];
      at++;
    }
    grown[at] = time;
    System.arraycopy(times, from + at, grown, at + 1, size - at);
    times =
        grown.length > keep ? Arrays.copyOfRange(grown, grown.length - keep, grown.length) : grown;
    return true;
  }

  void write(ByteWriter out, long base) {
    out.u48(id);
    out.varint((long) times.length << 2 | (count > 0 ? 2 : 0) | (holds ? 1 : 0));
    if (count > 0) {
      out.varint(count);
    }
    long before = base;
    for (long time : times) {
      out.zigzag(time - before);
      before = time;
    }
  }

  static LeafState read(ByteReader in, long base) {
    LeafState leaf = new LeafState(in.u48());
    long head = in.varint();
    leaf.holds = (head & 1) != 0;
    if ((head & 2) != 0) {
      leaf.count = in.varint();
    }
    int size = Math.toIntExact(head >>> 2);
    if (size > 0) {
      leaf.times = new long[size];
      long before = base;
      for (int i = 0; i < size; i++) {
        before += in.zigzag();
        leaf.times[i] = before;
      }
    }
    return leaf;
  }
}
