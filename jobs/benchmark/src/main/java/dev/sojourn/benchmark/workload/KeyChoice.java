package dev.sojourn.benchmark.workload;

import java.util.SplittableRandom;

/** How often which profile does something. */
public enum KeyChoice {
  /** All alike. */
  UNIFORM {
    @Override
    int choose(SplittableRandom random, int profiles) {
      return random.nextInt(profiles);
    }
  },
  /**
   * The r-th busiest profile with a probability in proportion to 1 / (r + {@value #FLATTENING})
   * (Zipf–Mandelbrot): of a million, the busiest hundredth does a third of everything, the busiest
   * tenth two thirds, and nobody more than two events in ten thousand, as is so of people and not
   * of robots.
   */
  SKEWED {
    @Override
    int choose(SplittableRandom random, int profiles) {
      // The inverse of the continuous distribution function, which is a logarithm.
      double rank =
          FLATTENING * Math.pow((profiles + FLATTENING) / FLATTENING, random.nextDouble())
              - FLATTENING;
      long busy = Math.min(profiles - 1L, (long) rank);
      // Busy profiles do not lie side by side: a step that has no factor in common with the size
      // visits all.
      return (int) (busy * STEP % profiles);
    }
  };

  private static final double FLATTENING = 1_000;

  /** Prime, and larger than any number of profiles. */
  private static final long STEP = 2_654_435_761L;

  /** The number of a profile, from 0 to {@code profiles} - 1. */
  abstract int choose(SplittableRandom random, int profiles);
}
