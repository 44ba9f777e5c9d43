package dev.sojourn.journeys.signal;

import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * The event types seen lately, so that the same few names are not made into strings again for every
 * event. A direct-mapped cache: a type that falls on another's place takes it. Not thread-safe.
 */
final class EventTypes {
  private static final int PLACES = 1024;

  /** Longer names are rare, and would hold memory. */
  private static final int MAX_CACHED_BYTES = 128;

  private final byte[][] names = new byte[PLACES][];
  private final Peek[] peeks = new Peek[PLACES];

  /** The peek of an event of this type. */
  Peek peek(Utf8 type) {
    int length = type.getByteLength();
    if (length > MAX_CACHED_BYTES) {
      return new Peek(Peek.Kind.EVENT, type.toString());
    }
    byte[] bytes = type.getBytes();
    int place = place(bytes, length);
    byte[] name = names[place];
    if (name == null || !Arrays.equals(name, 0, name.length, bytes, 0, length)) {
      names[place] = Arrays.copyOf(bytes, length);
      peeks[place] = new Peek(Peek.Kind.EVENT, type.toString());
    }
    return peeks[place];
  }

  private static int place(byte[] bytes, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * 31 + bytes[i];
    }
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }
}
