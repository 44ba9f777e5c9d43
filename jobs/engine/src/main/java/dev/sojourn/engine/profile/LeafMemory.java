package dev.sojourn.engine.profile;

import dev.sojourn.engine.time.Interval;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.Decimals;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What a leaf of the audience rules remembers beyond what {@link LeafState} has room for: events
 * with a value each, an interval of the calendar, and whether something had to be forgotten (A4).
 *
 * <p>Kept: as many events as the leaf says, the earliest first; those that occurred at once in the
 * order in which they were logged. All have a mark (a small number or a hash), or all have a
 * number. Unpacked when it is asked for anything.
 */
public final class LeafMemory {
  private static final long[] NO_TIMES = new long[0];
  private static final BigDecimal[] NO_NUMBERS = new BigDecimal[0];

  /** What there is of it; the first byte of the stored form. */
  private static final int INTERVAL = 1;

  private static final int FORGOTTEN = 2;
  private static final int MARKS = 4;
  private static final int NUMBERS = 8;

  private Interval interval;
  private boolean forgetful;
  private long forgotten;
  private long[] times = NO_TIMES;

  /** Of the length of {@link #times}, or empty where there are numbers. */
  private long[] marks = NO_TIMES;

  private BigDecimal[] numbers = NO_NUMBERS;

  /** While packed: where it lies, and in which table its moments stand; else null. */
  private byte[] packed;

  private Moments moments;
  private int packedFrom;
  private int packedTo;

  LeafMemory() {}

  /** The interval of the calendar for which the leaf has been worked out; empty if none has. */
  public Optional<Interval> interval() {
    unpack();
    return Optional.ofNullable(interval);
  }

  public void setInterval(Interval interval) {
    unpack();
    this.interval = interval;
  }

  /** Forgets the interval. */
  public void clearInterval() {
    unpack();
    interval = null;
  }

  /** Notes that of an event that occurred at this moment not all is known any more. */
  public void noteForgotten(long time) {
    unpack();
    forgotten = forgetful ? Math.max(forgotten, time) : time;
    forgetful = true;
  }

  /** Whether of some event that occurred at this moment or later not all is known any more. */
  public boolean hasForgottenSince(long time) {
    if (packed != null && (packed[packedFrom] & FORGOTTEN) == 0) {
      return false;
    }
    unpack();
    return forgetful && forgotten >= time;
  }

  /** How many events there are. */
  public int size() {
    unpack();
    return times.length;
  }

  /** When an event occurred. */
  public long time(int index) {
    unpack();
    return times[index];
  }

  /** An event's mark. */
  public long mark(int index) {
    unpack();
    return marks[index];
  }

  /** An event's number. */
  public BigDecimal number(int index) {
    unpack();
    return numbers[index];
  }

  /** The index of the first event that occurred at a moment or later. */
  public int firstSince(long time) {
    unpack();
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Adds an event with a mark after all that occurred before it or at once. */
  public void add(long time, long mark) {
    int at = insert(time);
    marks = grown(marks, at);
    marks[at] = mark;
  }

  /** Adds an event with a number after all that occurred before it or at once. */
  public void add(long time, BigDecimal number) {
    int at = insert(time);
    BigDecimal[] grown = new BigDecimal[numbers.length + 1];
    System.arraycopy(numbers, 0, grown, 0, at);
    System.arraycopy(numbers, at, grown, at + 1, numbers.length - at);
    numbers = grown;
    numbers[at] = number;
  }

  private int insert(long time) {
    int at = time == Long.MAX_VALUE ? size() : firstSince(time + 1);
    times = grown(times, at);
    times[at] = time;
    return at;
  }

  private static long[] grown(long[] values, int at) {
    long[] grown = new long[values.length + 1];
    System.arraycopy(values, 0, grown, 0, at);
    System.arraycopy(values, at, grown, at + 1, values.length - at);
    return grown;
  }

  /** Puts another number in the place of an event's. */
  public void setNumber(int index, BigDecimal number) {
    unpack();
    numbers[index] = number;
  }

  /** Removes the events from one index on until before another. */
  public void remove(int from, int to) {
    if (from == to) {
      return;
    }
    unpack();
    times = without(times, from, to);
    if (marks.length > 0) {
      marks = without(marks, from, to);
    } else {
      BigDecimal[] left = new BigDecimal[times.length];
      System.arraycopy(numbers, 0, left, 0, from);
      System.arraycopy(numbers, to, left, from, left.length - from);
      numbers = left;
    }
  }

  private static long[] without(long[] values, int from, int to) {
    long[] left = new long[values.length - (to - from)];
    System.arraycopy(values, 0, left, 0, from);
    System.arraycopy(values, to, left, from, left.length - from);
    return left;
  }

  /** Whether there is nothing to store. */
  boolean isEmpty() {
    return packed == null && interval == null && !forgetful && times.length == 0;
  }

  /**
   * @param table where its moments stand: the one from which it was read, if it is packed still
   */
  void write(ByteWriter out, Moments table) {
    if (packed != null) {
      out.varint(packedTo - packedFrom);
      out.raw(packed, packedFrom, packedTo - packedFrom);
      return;
    }
    ByteWriter body = new ByteWriter(16 + 6 * times.length);
    body.u8(
        (interval == null ? 0 : INTERVAL)
            | (forgetful ? FORGOTTEN : 0)
            | (marks.length > 0 ? MARKS : 0)
            | (numbers.length > 0 ? NUMBERS : 0));
    if (interval != null) {
      body.varint(table.placeOf(interval.from()));
      body.varint(table.placeOf(interval.until()));
    }
    if (forgetful) {
      body.varint(table.placeOf(forgotten));
    }
    if (times.length > 0) {
      writeEvents(body, table);
    }
    out.varint(body.length());
    out.raw(body.toBytes(), 0, body.length());
  }

  /** The places of all times, then all marks or numbers. */
  private void writeEvents(ByteWriter out, Moments table) {
    out.varint(times.length);
    table.writePlaces(out, times);
    for (int i = 0; i < times.length; i++) {
      if (marks.length > 0) {
        out.varint(marks[i]);
      } else {
        Decimals.write(out, numbers[i]);
      }
    }
  }

  /** Passes over what {@link #write} wrote, to unpack it later. */
  static LeafMemory read(ByteReader in, Moments table) {
    LeafMemory memory = new LeafMemory();
    int length = contentLength(in);
    memory.moments = table;
    memory.packed = in.bytes();
    memory.packedFrom = in.position();
    in.skip(length);
    memory.packedTo = in.position();
    return memory;
  }

  private static int contentLength(ByteReader in) {
    int length = in.count();
    if (length == 0) {
      throw new IllegalStateException("stored bytes are broken: a leaf's memory without content");
    }
    return length;
  }

  /** As {@link LeafState#tellMoments}. */
  void tellMoments(LongConsumer remembered) {
    unpack();
    for (long time : times) {
      remembered.accept(time);
    }
    if (interval != null) {
      remembered.accept(interval.from());
      remembered.accept(interval.until());
    }
    if (forgetful) {
      remembered.accept(forgotten);
    }
  }

  private void unpack() {
    if (packed == null) {
      return;
    }
    ByteReader in = new ByteReader(packed, packedFrom);
    packed = null;
    int parts = in.u8();
    if ((parts & INTERVAL) != 0) {
      interval = new Interval(moments.at(in.varint()), moments.at(in.varint()));
    }
    if ((parts & FORGOTTEN) != 0) {
      forgetful = true;
      forgotten = moments.at(in.varint());
    }
    if ((parts & (MARKS | NUMBERS)) != 0) {
      makeRoom(in.count(), (parts & MARKS) != 0);
      for (int i = 0; i < times.length; i++) {
        times[i] = moments.at(in.varint());
      }
      for (int i = 0; i < times.length; i++) {
        readValue(in, i);
      }
    }
    moments = null;
  }

  private void makeRoom(int events, boolean marked) {
    times = new long[events];
    marks = marked ? new long[events] : NO_TIMES;
    numbers = marked ? NO_NUMBERS : new BigDecimal[events];
  }

  private void readValue(ByteReader in, int index) {
    if (marks.length > 0) {
      marks[index] = in.varint();
    } else {
      numbers[index] = Decimals.read(in);
    }
  }

  /** Reads what formats 2 to 4 wrote: moments where they are remembered, not in a table. */
  static LeafMemory readOlder(ByteReader in) {
    LeafMemory memory = new LeafMemory();
    contentLength(in);
    int parts = in.u8();
    if ((parts & INTERVAL) != 0) {
      long from = in.zigzag() * 1000;
      memory.interval = new Interval(from, from + in.varint() * 1000);
    }
    if ((parts & FORGOTTEN) != 0) {
      memory.forgetful = true;
      memory.forgotten = in.zigzag();
    }
    if ((parts & (MARKS | NUMBERS)) != 0) {
      memory.makeRoom(in.count(), (parts & MARKS) != 0);
      long before = 0;
      for (int i = 0; i < memory.times.length; i++) {
        before += in.zigzag();
        memory.times[i] = before;
        memory.readValue(in, i);
      }
    }
    return memory;
  }

  @Override
  public String toString() {
    unpack();
    return "LeafMemory[interval="
        + interval
        + ", times="
        + Arrays.toString(times)
        + ", marks="
        + Arrays.toString(marks)
        + ", numbers="
        + Arrays.toString(numbers)
        + "]";
  }
}
