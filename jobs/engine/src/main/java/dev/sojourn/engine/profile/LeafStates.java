package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * What the leaves of the audience rules remember of one person, sorted by the leaves' ids. A signal
 * concerns few of them: those that nobody asks for stay packed as they were stored, and are stored
 * again as they lie there, whole stretches at a time. That is possible because their times stand in
 * a table, where each keeps its place ({@link Moments}).
 *
 * <p>As a list it unpacks what it is asked for; it cannot be changed as one.
 */
public final class LeafStates extends AbstractList<LeafState> {
  private static final int ROOM = 2;

  /** In format 4 times were relative to the beginning of an age of this length, ms. */
  private static final long AGE = 1L << 33;

  private static final int WITH_AGES = 4;

  /** Where {@link #starts} points to. */
  private final byte[] packed;

  /** Null at the places of those that are packed still. */
  private LeafState[] unpacked;

  /** Where each begins that was packed; negative for those that were not. */
  private int[] starts;

  /** Where each ends that was packed. */
  private int[] ends;

  /** In which the moments of the packed ones stand. */
  private Moments moments;

  private int size;

  private LeafStates(byte[] packed, int[] starts, int[] ends, int size) {
    this.packed = packed;
    this.starts = starts;
    this.ends = ends;
    this.unpacked = new LeafState[starts.length];
    this.size = size;
  }

  /** Of someone of whom nothing is remembered. */
  static LeafStates none() {
    LeafStates none = new LeafStates(new byte[0], new int[ROOM], new int[ROOM], 0);
    none.moments = Moments.none();
    return none;
  }

  /** Finds where each lies, and passes over all. */
  static LeafStates read(ByteReader in) {
    int size = in.count();
    int[] starts = new int[size + ROOM];
    int[] ends = new int[size + ROOM];
    for (int i = 0; i < size; i++) {
      starts[i] = in.position();
      LeafState.skip(in);
      ends[i] = in.position();
    }
    LeafStates leaves = new LeafStates(in.bytes(), starts, ends, size);
    leaves.moments = Moments.read(in);
    return leaves;
  }

  /**
   * Reads what an older format wrote.
   *
   * @param now of the state when it was written
   * @param format 1 to 4
   */
  static LeafStates readOlder(ByteReader in, long now, int format) {
    long base = format == WITH_AGES ? Math.floorDiv(now, AGE) * AGE : now;
    LeafStates leaves = none();
    for (int left = in.count(); left > 0; left--) {
      leaves.insert(leaves.size, LeafState.readOlder(in, base, format));
    }
    // All at once: one after the other each would be looked for among all before it.
    leaves.settle();
    return leaves;
  }

  /**
   * Puts all on a new table of moments, without what nobody remembers. Happens by itself when the
   * table is full; how its moments lie depends on how often it was stored until then, and after
   * this no more: leaves that remember the same are the same bytes.
   */
  public void settle() {
    LongStream.Builder remembered = LongStream.builder();
    for (LeafState leaf : this) {
      leaf.tellMoments(remembered);
    }
    moments = Moments.of(remembered.build());
  }

  void write(ByteWriter out) {
    if (moments.isFull()) {
      settle();
    }
    out.varint(size);
    int i = 0;
    while (i < size) {
      if (unpacked[i] != null) {
        unpacked[i].write(out, moments);
        i++;
        continue;
      }
      int from = starts[i];
      int to = ends[i];
      i++;
      while (i < size && unpacked[i] == null && starts[i] == to) {
        to = ends[i];
        i++;
      }
      out.raw(packed, from, to - from);
    }
    moments.write(out);
  }

  @Override
  public int size() {
    return size;
  }

  /** The id of the leaf at a place. */
  public long id(int place) {
    return unpacked[place] != null ? unpacked[place].id : packedId(place);
  }

  private long packedId(int place) {
    byte[] from = packed;
    int at = starts[place];
    return (from[at] & 0xFFL) << 40
        | (from[at + 1] & 0xFFL) << 32
        | (from[at + 2] & 0xFFL) << 24
        | (from[at + 3] & 0xFFL) << 16
        | (from[at + 4] & 0xFFL) << 8
        | (from[at + 5] & 0xFFL);
  }

  /** Whether the leaf at a place holds. */
  public boolean holds(int place) {
    return unpacked[place] != null
        ? unpacked[place].holds
        : LeafState.holds(packed[starts[place] + LeafState.ID_BYTES]);
  }

  @Override
  public LeafState get(int place) {
    if (place >= size) {
      throw new IndexOutOfBoundsException(place);
    }
    if (unpacked[place] == null) {
      unpacked[place] = LeafState.read(new ByteReader(packed, starts[place]), moments);
    }
    return unpacked[place];
  }

  /** The place of a leaf; where there is nothing of it, -1 less the place that it would have. */
  int find(long id) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = id(middle);
      if (found == id) {
        return middle;
      }
      if (found < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  void insert(int place, LeafState leaf) {
    if (size == unpacked.length) {
      int room = size + Math.max(ROOM, size / 4);
      unpacked = Arrays.copyOf(unpacked, room);
      starts = Arrays.copyOf(starts, room);
      ends = Arrays.copyOf(ends, room);
    }
    System.arraycopy(unpacked, place, unpacked, place + 1, size - place);
    System.arraycopy(starts, place, starts, place + 1, size - place);
    System.arraycopy(ends, place, ends, place + 1, size - place);
    unpacked[place] = leaf;
    starts[place] = -1;
    size++;
  }

  /** Forgets every leaf whose id is not among these. */
  void retain(LongPredicate known) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (known.test(id(i))) {
        unpacked[kept] = unpacked[i];
        starts[kept] = starts[i];
        ends[kept] = ends[i];
        kept++;
      }
    }
    if (kept == size) {
      return;
    }
    Arrays.fill(unpacked, kept, size, null);
    size = kept;
    // Of what the others remembered nothing stays (A10).
    settle();
  }
}
