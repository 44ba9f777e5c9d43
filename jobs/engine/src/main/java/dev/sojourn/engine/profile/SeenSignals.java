package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.Arrays;

/**
 * The ids of the latest signals that changed something for this person, so that a repeated one
 * counts once (A5): the last {@link #CAPACITY} within {@link #WINDOW_SECONDS}. Ten bytes each: 48
 * bits of the id's hash and the log time in seconds.
 */
final class SeenSignals {
  static final int CAPACITY = 32;
  static final long WINDOW_SECONDS = 7 * 24 * 3600;

  /** In order of time, the oldest first. */
  private long[] hashes;

  private long[] seconds;
  private int size;

  SeenSignals() {
    hashes = new long[4];
    seconds = new long[4];
  }

  boolean contains(long hash, long nowMillis) {
    long oldest = nowMillis / 1000 - WINDOW_SECONDS;
    for (int i = size - 1; i >= 0 && seconds[i] > oldest; i--) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    return false;
  }

  void add(long hash, long nowMillis) {
    long now = nowMillis / 1000;
    int gone = 0;
    while (gone < size && (seconds[gone] <= now - WINDOW_SECONDS || size - gone >= CAPACITY)) {
      gone++;
    }
    if (gone > 0) {
      System.arraycopy(hashes, gone, hashes, 0, size - gone);
      System.arraycopy(seconds, gone, seconds, 0, size - gone);
      size -= gone;
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      seconds = Arrays.copyOf(seconds, size * 2);
    }
    hashes[size] = hash;
    seconds[size] = now;
    size++;
  }

  int size() {
    return size;
  }

  void write(ByteWriter out) {
    out.varint(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      out.u48(hashes[i]);
      out.zigzag(seconds[i] - before);
      before = seconds[i];
    }
  }

  static SeenSignals read(ByteReader in) {
    SeenSignals seen = new SeenSignals();
    int size = in.count();
    seen.hashes = new long[Math.max(4, size + 1)];
    seen.seconds = new long[Math.max(4, size + 1)];
    long before = 0;
    for (int i = 0; i < size; i++) {
      seen.hashes[i] = in.u48();
      before += in.zigzag();
      seen.seconds[i] = before;
    }
    seen.size = size;
    return seen;
  }
}
