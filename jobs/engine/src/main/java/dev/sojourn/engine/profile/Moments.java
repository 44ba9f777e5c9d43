package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The moments that the leaves of one person remember, each once. An event concerns many leaves, and
 * each remembers when it occurred: stored here it takes two to five bytes, and one more for each
 * leaf, which says the how manieth it is.
 *
 * <p>One keeps its place as long as the table lives, so that leaves that nobody asks for can stay
 * packed. What no leaf remembers any more stays until the table is {@linkplain #isFull full}: then
 * all leaves are put on a new one.
 */
final class Moments {
  /** Below this a table is never full. */
  private static final int SMALL = 16;

  private static final long[] NONE = new long[0];

  /** In the order in which they came; null while packed. */
  private long[] known;

  private int size;

  /** How many make it full. */
  private int limit = SMALL;

  /** Where the first of them lie as they were stored; null if none were. */
  private byte[] packed;

  private int packedFrom;
  private int packedTo;
  private int packedSize;

  private Moments(long[] known, int size) {
    this.known = known;
    this.size = size;
  }

  /** An empty table. */
  static Moments none() {
    return new Moments(NONE, 0);
  }

  /** A table of moments that are remembered, which is full when half as many have come to it. */
  static Moments of(LongStream remembered) {
    long[] known = remembered.sorted().distinct().toArray();
    Moments moments = new Moments(known, known.length);
    moments.limit = Math.max(SMALL, known.length + known.length / 2);
    return moments;
  }

  /** Passes over what {@link #write} wrote, to unpack it when it is asked for. */
  static Moments read(ByteReader in) {
    Moments moments = new Moments(null, in.count());
    if (moments.size > SMALL / 2) {
      moments.limit = in.int32();
    }
    moments.packed = in.bytes();
    moments.packedSize = moments.size;
    moments.packedFrom = in.position();
    in.skipVarints(moments.size);
    moments.packedTo = in.position();
    return moments;
  }

  void write(ByteWriter out) {
    out.varint(size);
    if (size > SMALL / 2) {
      out.varint(limit);
    }
    // Those that were stored keep their places, so that their bytes serve again.
    if (packedSize > 0) {
      out.raw(packed, packedFrom, packedTo - packedFrom);
    }
    for (int i = packedSize; i < size; i++) {
      out.zigzag(known[i] - (i == 0 ? 0 : known[i - 1]));
    }
  }

  /** Whether the leaves should be put on a new one. */
  boolean isFull() {
    return size >= limit;
  }

  /**
   * A moment by its place.
   *
   * @throws IllegalStateException if it has no such place: what is stored is broken
   */
  long at(long place) {
    unpack();
    if (place < 0 || place >= size) {
      throw new IllegalStateException("stored bytes are broken: there is no moment " + place);
    }
    return known[(int) place];
  }

  /** The place of a moment, which is given one if it has none. */
  int placeOf(long moment) {
    int place = find(moment, Integer.MAX_VALUE);
    return place < 0 ? add(moment) : place;
  }

  /**
   * Writes the places of moments.
   *
   * @param moments ascending
   */
  void writePlaces(ByteWriter out, long[] moments) {
    int[] places = new int[moments.length];
    int near = Integer.MAX_VALUE;
    // From the last on: most come in order, and lie in order then.
    for (int i = moments.length - 1; i >= 0; i--) {
      places[i] = find(moments[i], near);
      near = places[i] < 0 ? near : places[i];
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0) {
        places[i] = i > 0 && moments[i] == moments[i - 1] ? places[i - 1] : add(moments[i]);
      }
      out.varint(places[i]);
    }
  }

  /**
   * @param near where to begin: it is looked for from here to the first, then from the last to here
   * @return its place; -1 if it has none
   */
  private int find(long moment, int near) {
    unpack();
    int begin = Math.min(near, size - 1);
    for (int i = begin; i >= 0; i--) {
      if (known[i] == moment) {
        return i;
      }
    }
    for (int i = size - 1; i > begin; i--) {
      if (known[i] == moment) {
        return i;
      }
    }
    return -1;
  }

  private int add(long moment) {
    if (size == known.length) {
      known = Arrays.copyOf(known, size + Math.max(4, size / 4));
    }
    known[size] = moment;
    return size++;
  }

  private void unpack() {
    if (known != null) {
      return;
    }
    known = new long[size + 4];
    ByteReader in = new ByteReader(packed, packedFrom);
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += in.zigzag();
      known[i] = before;
    }
  }
}
