package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * What one leaf of the audience rules remembers of this person: whether it holds, and the few
 * latest times, or the count, that decide it (A4). What leaves over values and sequences remember
 * stands in {@link LeafMemory}.
 *
 * <p>The times are unpacked when they are asked for, and what has not been unpacked is written
 * again as it was read.
 */
public final class LeafState {
  private static final long[] NONE = new long[0];
  private static final int HOLDS = 1;
  private static final int COUNT = 2;
  private static final int MEMORY = 4;

  /** How many bytes an id takes, which comes first. */
  static final int ID_BYTES = 6;

  /** 48-bit hash of what the leaf says; the same for equal leaves of all audiences and versions. */
  public final long id;

  /** Whether the leaf holds. */
  public boolean holds;

  /** How many events ever, as far as it matters; for leaves without a window. */
  public long count;

  /**
   * Times of the latest events, ascending, ms since the epoch; as many as decide the leaf. Null
   * while packed.
   */
  private long[] times = NONE;

  /** While packed: how many times there are, where their places lie, and in which table. */
  private int packedSize;

  private byte[] packed;
  private int packedFrom;
  private int packedTo;
  private Moments moments;

  /** Null for nothing. */
  private LeafMemory memory;

  public LeafState(long id) {
    this.id = id;
  }

  /** What it remembers beyond times and the count; made if there is nothing yet. */
  public LeafMemory memory() {
    if (memory == null) {
      memory = new LeafMemory();
    }
    return memory;
  }

  /** Whether it remembers anything beyond times and the count. */
  public boolean hasMemory() {
    return memory != null;
  }

  /** Ascending. */
  public long[] times() {
    if (times == null) {
      unpack();
    }
    return times;
  }

  /** How many times there are. */
  public int size() {
    return times == null ? packedSize : times.length;
  }

  private void unpack() {
    long[] unpacked = new long[packedSize];
    ByteReader in = new ByteReader(packed, packedFrom);
    for (int i = 0; i < unpacked.length; i++) {
      unpacked[i] = moments.at(in.varint());
    }
    times = unpacked;
    packed = null;
    moments = null;
  }

  /** Tells of every moment that it remembers, and lets go of the table from which it was read. */
  void tellMoments(LongConsumer remembered) {
    for (long time : times()) {
      remembered.accept(time);
    }
    if (memory != null) {
      memory.tellMoments(remembered);
    }
  }

  /**
   * Takes in the time of an event, in whatever order events come (A2), and forgets what cannot
   * matter. Where the event itself does not matter, nothing is forgotten either: what is not said
   * to have changed must be stored as it was.
   *
   * @param after times at or before this one are forgotten
   * @param keep how many of the latest to keep
   * @return whether anything changed
   */
  public boolean add(long time, long after, int keep) {
    long[] known = times();
    int from = 0;
    while (from < known.length && known[from] <= after) {
      from++;
    }
    if (time <= after) {
      return false;
    }
    int size = known.length - from;
    if (size >= keep && time <= known[known.length - keep]) {
      return false;
    }
    long[] grown = new long[size + 1];
    int at = 0;
    while (at < size && known[from + at] <= time) {
      grown[at] = known[from + at];
      at++;
    }
    grown[at] = time;
    System.arraycopy(known, from + at, grown, at + 1, size - at);
    times =
        grown.length > keep ? Arrays.copyOfRange(grown, grown.length - keep, grown.length) : grown;
    return true;
  }

  /**
   * @param table where its moments stand: the one from which it was read, if it is packed still
   */
  void write(ByteWriter out, Moments table) {
    out.u48(id);
    boolean more = memory != null && !memory.isEmpty();
    out.varint(
        (long) size() << 3 | (more ? MEMORY : 0) | (count > 0 ? COUNT : 0) | (holds ? HOLDS : 0));
    if (count > 0) {
      out.varint(count);
    }
    if (times == null) {
      out.raw(packed, packedFrom, packedTo - packedFrom);
    } else if (times.length > 0) {
      table.writePlaces(out, times);
    }
    if (more) {
      memory.write(out, table);
    }
  }

  /** Passes over what {@link #write} wrote. */
  static void skip(ByteReader in) {
    in.skip(ID_BYTES);
    long head = in.varint();
    long times = head >>> 3;
    in.skipVarints(Math.toIntExact((head & COUNT) != 0 ? times + 1 : times));
    if ((head & MEMORY) != 0) {
      in.skip(in.count());
    }
  }

  /**
   * Whether a leaf holds.
   *
   * @param head the first byte that was written after its id
   */
  static boolean holds(byte head) {
    return (head & HOLDS) != 0;
  }

  /** Reads what {@link #write} wrote, and leaves it packed. */
  static LeafState read(ByteReader in, Moments table) {
    LeafState leaf = new LeafState(in.u48());
    long head = in.varint();
    leaf.holds = (head & HOLDS) != 0;
    if ((head & COUNT) != 0) {
      leaf.count = in.varint();
    }
    int size = Math.toIntExact(head >>> 3);
    if (size > 0) {
      leaf.times = null;
      leaf.packedSize = size;
      leaf.moments = table;
      leaf.packed = in.bytes();
      leaf.packedFrom = in.position();
      in.skipVarints(size);
      leaf.packedTo = in.position();
    }
    if ((head & MEMORY) != 0) {
      leaf.memory = LeafMemory.read(in, table);
    }
    return leaf;
  }

  /**
   * Reads what an older format wrote.
   *
   * @param base what its times are relative to: in format 4 the beginning of an age, before that
   *     the state's now
   * @param format 1 to 4
   */
  static LeafState readOlder(ByteReader in, long base, int format) {
    LeafState leaf = new LeafState(in.u48());
    long head = in.varint();
    leaf.holds = (head & HOLDS) != 0;
    if ((head & COUNT) != 0) {
      leaf.count = in.varint();
    }
    // Version 1 had no memory beyond times and the count.
    long size = format == 1 ? head >>> 2 : head >>> 3;
    if (size > in.bytes().length - in.position()) {
      throw new IllegalStateException("stored bytes are broken: " + size + " times of a leaf");
    }
    long[] times = new long[(int) size];
    long before = base;
    for (int i = 0; i < times.length; i++) {
      before += in.zigzag();
      times[i] = before;
    }
    leaf.times = times.length == 0 ? NONE : times;
    if (format > 1 && (head & MEMORY) != 0) {
      leaf.memory = LeafMemory.readOlder(in);
    }
    return leaf;
  }
}
