package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * What the leaves of the audience rules remember of one person, sorted by the leaves' ids. A signal
 * concerns few of them: those that nobody asks for stay packed as they were stored, and are stored
 * again as they lie there, whole stretches at a time. That is possible because their times are
 * relative to the beginning of an age, not to the present; when an age of some 99 days has passed,
 * all are written anew.
 *
 * <p>As a list it unpacks what it is asked for; it cannot be changed as one.
 */
public final class LeafStates extends AbstractList<LeafState> {
  private static final int ROOM = 2;

  /** Length of an age, ms: as long as times take no more than five bytes in it, and in the next. */
  private static final long AGE = 1L << 33;

  /** Where {@link #starts} points to. */
  private final byte[] packed;

  /** Null at the places of those that are packed still. */
  private LeafState[] unpacked;

  /** Where each begins that was packed; negative for those that were not. */
  private int[] starts;

  /** Where each ends that was packed. */
  private int[] ends;

  /** Beginning of the age in which the packed ones were written. */
  private final long age;

  private int size;

  private LeafStates(byte[] packed, int[] starts, int[] ends, int size, long age) {
    this.packed = packed;
    this.starts = starts;
    this.ends = ends;
    this.unpacked = new LeafState[starts.length];
    this.size = size;
    this.age = age;
  }

  private static long age(long now) {
    return Math.floorDiv(now, AGE) * AGE;
  }

  /** Of someone of whom nothing is remembered. */
  static LeafStates none() {
    return new LeafStates(new byte[0], new int[ROOM], new int[ROOM], 0, 0);
  }

  /**
   * Finds where each lies, and passes over all.
   *
   * @param now of the state when it was written
   */
  static LeafStates read(ByteReader in, long now) {
    int size = in.count();
    int[] starts = new int[size + ROOM];
    int[] ends = new int[size + ROOM];
    for (int i = 0; i < size; i++) {
      starts[i] = in.position();
      LeafState.skip(in);
      ends[i] = in.position();
    }
    return new LeafStates(in.bytes(), starts, ends, size, age(now));
  }

  /**
   * Reads what an older format wrote.
   *
   * @param now of the state when it was written, to which all times are relative
   * @param format 1 to 3
   */
  static LeafStates readOlder(ByteReader in, long now, int format) {
    LeafStates leaves = none();
    for (int left = in.count(); left > 0; left--) {
      leaves.insert(leaves.size, LeafState.read(in, now, format));
    }
    return leaves;
  }

  /**
   * @param now of the state
   */
  void write(ByteWriter out, long now) {
    long base = age(now);
    if (base != age) {
      forEach(LeafState::times);
    }
    out.varint(size);
    int i = 0;
    while (i < size) {
      if (unpacked[i] != null) {
        unpacked[i].write(out, base);
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
      unpacked[place] =
          LeafState.read(new ByteReader(packed, starts[place]), age, LeafState.NEWEST);
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
    Arrays.fill(unpacked, kept, size, null);
    size = kept;
  }
}
