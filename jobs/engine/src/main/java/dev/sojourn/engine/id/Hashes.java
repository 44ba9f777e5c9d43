package dev.sojourn.engine.id;

/**
 * Stable 64-bit hashes of text: FNV-1a over UTF-16 code units, then the 64-bit finalizer of
 * MurmurHash3. Stored state and splits depend on them: they never change.
 */
public final class Hashes {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long MASK_48 = (1L << 48) - 1;

  private Hashes() {}

  public static long hash64(CharSequence text) {
    return finish(feed(OFFSET, text));
  }

  /** The hash of two texts; ("ab", "c") and ("a", "bc") differ. */
  public static long hash64(CharSequence first, CharSequence second) {
    long hash = feed(OFFSET, first);
    hash = (hash ^ 0xFFFFF) * PRIME;
    return finish(feed(hash, second));
  }

  /**
   * The low 48 bits of {@link #hash64}: short enough for state, long enough that a few thousand ids
   * do not meet.
   */
  public static long hash48(CharSequence text) {
    return hash64(text) & MASK_48;
  }

  /** The low 48 bits of the hash of two texts. */
  public static long hash48(CharSequence first, CharSequence second) {
    return hash64(first, second) & MASK_48;
  }

  /** Where a hash falls when the whole hash space is divided into equal buckets. */
  public static int bucket(long hash, int buckets) {
    // The high half of hash × buckets, both unsigned.
    long high = Math.multiplyHigh(hash, buckets) + (hash < 0 ? buckets : 0);
    return (int) high;
  }

  /** Where a hash falls in a length of time, ms: from 0 to the length, exclusive; 0 for no time. */
  public static long spread(long hash, long length) {
    return length <= 0 ? 0 : Long.remainderUnsigned(hash, length);
  }

  private static long feed(long start, CharSequence text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hash = (hash ^ (c & 0xFF)) * PRIME;
      hash = (hash ^ (c >>> 8)) * PRIME;
    }
    return hash;
  }

  private static long finish(long value) {
    long hash = value;
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash;
  }
}
