package dev.sojourn.engine.profile;

/**
 * Where the engine reads and writes one profile's state. Three sections, so that what is rarely
 * needed is rarely read:
 *
 * <ul>
 *   <li>the hot section: all that every signal needs, some 300 bytes;
 *   <li>the attributes: what is known of the person, consents and suppressions;
 *   <li>a context per instance: the event that started it.
 * </ul>
 *
 * <p>Bytes are the engine's own versioned formats. Reads see earlier writes. The engine reads each
 * section at most once per call and writes only what has changed. Arrays are not changed after they
 * were handed over, on either side.
 */
public interface ProfileStore {

  /** Null if this profile has never been seen. */
  byte[] hot();

  /**
   * @param bytes null removes it
   */
  void putHot(byte[] bytes);

  /** Null if nothing is known. */
  byte[] attributes();

  void putAttributes(byte[] bytes);

  /** Null if there is none. */
  byte[] context(String instance);

  /**
   * @param bytes null removes it
   */
  void putContext(String instance, byte[] bytes);
}
