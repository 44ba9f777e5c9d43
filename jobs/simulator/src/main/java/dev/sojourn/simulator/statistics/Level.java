package dev.sojourn.simulator.statistics;

/** How many there are at each sample of an axis. Not thread-safe. */
public final class Level {
  private final Axis axis;

  /** At each sample, how many more there are than at the one before. */
  private final long[] change;

  private long now;

  Level(Axis axis) {
    this.axis = axis;
    this.change = new long[axis.parts() + 2];
  }

  /** One more from a moment on, that moment included. */
  void up(long at) {
    change[axis.firstSample(at)]++;
    now++;
  }

  /** One less from a moment on. */
  void down(long at) {
    change[axis.firstSample(at)]--;
    now--;
  }

  void add(Level other) {
    for (int i = 0; i < change.length; i++) {
      change[i] += other.change[i];
    }
    now += other.now;
  }

  /** One value a sample. */
  public long[] samples() {
    long[] samples = new long[axis.parts() + 1];
    long level = 0;
    for (int i = 0; i < samples.length; i++) {
      level += change[i];
      samples[i] = level;
    }
    return samples;
  }

  /** How many there are at last. */
  public long now() {
    return now;
  }
}
