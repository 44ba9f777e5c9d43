package dev.sojourn.cli.bulk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Tells a file from another, and from itself before it was changed: by its size, its first 64 KiB
 * and its last. Its name and times mean nothing, so that a file may be moved.
 *
 * @param size bytes
 * @param hash of size, beginning and end, 32 hexadecimal digits
 */
record FileIdentity(long size, String hash) {
  private static final int ENDS = 64 * 1024;

  static FileIdentity of(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long size = file.length();
      byte[] ends = new byte[(int) Math.min(size, 2L * ENDS)];
      int first = Math.min(ends.length, ENDS);
      file.readFully(ends, 0, first);
      file.seek(size - (ends.length - first));
      file.readFully(ends, first, ends.length - first);
      MessageDigest digest = digest();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).array());
      digest.update(ends);
      return new FileIdentity(size, hex(digest));
    }
  }

  static String sha256(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      // The length first, so that no two lists of parts run together into the same bytes.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      digest.update(part);
    }
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 16));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
