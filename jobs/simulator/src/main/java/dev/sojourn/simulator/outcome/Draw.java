package dev.sojourn.simulator.outcome;

import dev.sojourn.engine.id.Hashes;

/** Numbers that look random and are hashes: of a seed, what is drawn for, and a request's id. */
final class Draw {
  private static final double UNIT = 0x1.0p-53;

  private final String seed;
  private final String request;

  Draw(long seed, String request) {
    this.seed = seed + "/";
    this.request = request;
  }

  /**
   * Evenly from 0, inclusive, to 1, exclusive.
   *
   * @param what two draws for the same are the same
   */
  double uniform(String what) {
    return (Hashes.hash64(seed + what, request) >>> 11) * UNIT;
  }
}
