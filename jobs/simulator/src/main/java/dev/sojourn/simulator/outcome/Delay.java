package dev.sojourn.simulator.outcome;

/** After how long something happens; ms. The mathematics is the same on every machine. */
sealed interface Delay {
  Delay NONE = new Fixed(0);

  /** A longer delay would only overflow what it is added to. */
  long LONGEST = 100L * 366 * 24 * 3_600_000;

  /**
   * A delay, at least 0.
   *
   * @param what of the same message, draws for different things are independent
   */
  long millis(Draw draw, String what);

  private static long bounded(double millis) {
    return (long) Math.max(0, Math.min(LONGEST, StrictMath.rint(millis)));
  }

  /** Always the same. */
  record Fixed(long millis) implements Delay {
    @Override
    public long millis(Draw draw, String what) {
      return Math.min(LONGEST, millis);
    }
  }

  /** Evenly between two, the second not below the first. */
  record Uniform(long from, long to) implements Delay {
    @Override
    public long millis(Draw draw, String what) {
      return bounded(from + draw.uniform(what) * ((double) to - from));
    }
  }

  /** The longer, the rarer; as of something that happens at any moment alike. */
  record Exponential(long mean) implements Delay {
    @Override
    public long millis(Draw draw, String what) {
      return bounded(-mean * StrictMath.log1p(-draw.uniform(what)));
    }
  }

  /**
   * Half of all before the median, a few very late: as people open mails.
   *
   * @param sigma standard deviation of the logarithm; 1: two of three within 2.7 times, and not
   *     before a 2.7th, of the median
   */
  record LogNormal(long median, double sigma) implements Delay {
    @Override
    public long millis(Draw draw, String what) {
      // Box and Muller's way to a normal number from two even ones.
      double radius = StrictMath.sqrt(-2 * StrictMath.log1p(-draw.uniform(what + "/radius")));
      double normal = radius * StrictMath.cos(2 * StrictMath.PI * draw.uniform(what + "/angle"));
      return bounded(median * StrictMath.exp(sigma * normal));
    }
  }
}
