package dev.sojourn.cli.explain;

import dev.sojourn.avro.DeadLetter;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/** Finds a profile key in dead letters. */
final class Bytes {
  private Bytes() {}

  /** Whether some bytes lie somewhere in others. */
  static boolean contain(byte[] all, byte[] wanted) {
    for (int start = 0; start <= all.length - wanted.length; start++) {
      int i = 0;
      while (i < wanted.length && all[start + i] == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return true;
      }
    }
    return false;
  }

  /** Whether a record is a dead letter about this key. */
  static boolean isAbout(SpecificRecord record, byte[] key) {
    return record instanceof DeadLetter letter
        && letter.getKey() != null
        && letter.getKey().equals(ByteBuffer.wrap(key));
  }
}
