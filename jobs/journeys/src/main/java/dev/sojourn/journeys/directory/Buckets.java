package dev.sojourn.journeys.directory;

import dev.sojourn.engine.id.Hashes;

/**
 * Into how many parts each index of the directory is divided, by a hash of the profile: enough that
 * no part is large and many workers can share them, so few that going through empty ones costs
 * nothing. Part of what is stored: never changes.
 */
final class Buckets {
  static final int COUNT = 4_096;

  private Buckets() {}

  /** The bucket in which a profile has its place, in every index. */
  static int of(String profile) {
    return (int) Hashes.bucket(Hashes.hash64("directory", profile), COUNT);
  }

  /** The key under which a bucket of an index is kept. */
  static String key(String index, int bucket) {
    return index + "#" + bucket;
  }
}
