package dev.sojourn.delivery.stream;

import dev.sojourn.delivery.definition.DefinitionChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Knows by its digest what each version of a document was when it first came: versions never
 * change, so what comes later under the same number is refused. Some 200 bytes for each version.
 */
final class FirstVersions {

  private static final String BETWEEN = " ";

  private final Map<String, String> digests = new HashMap<>();

  /** Whether a version is new, or the same as it was. */
  boolean accepts(DefinitionChange version) {
    String digest = digest(version.document().orElseThrow());
    String first = digests.putIfAbsent(version.key(), digest);
    return first == null || first.equals(digest);
  }

  /** Each as its key, which has no space in it, a space, and the digest in hexadecimal. */
  List<String> stored() {
    return digests.entrySet().stream()
        .map(entry -> entry.getKey() + BETWEEN + entry.getValue())
        .toList();
  }

  /** Takes back what {@link #stored} gave. */
  void restore(String entry) {
    int between = entry.indexOf(BETWEEN);
    digests.put(entry.substring(0, between), entry.substring(between + 1));
  }

  private static String digest(String document) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(document.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
