package dev.sojourn.benchmark.latency;

import dev.sojourn.benchmark.pipeline.SignalWriter;
import dev.sojourn.benchmark.workload.ShopTraffic;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * Sends signals on a schedule that was fixed beforehand: each carries the moment at which it was
 * meant to be sent, and one that is sent late, because the sender or the broker was held up, counts
 * from that moment all the same (no coordinated omission).
 *
 * <p>Sleeps between sends, some at a time: a loop that spins would take one of the machine's cores.
 */
public final class PacedTraffic {
  private static final long NANOS_PER_MICRO = 1_000;

  private final LongFunction<ShopTraffic.Action> traffic;
  private final SignalWriter writer;
  private final Samples lateness = new Samples();

  /**
   * @param traffic gives what is sent next, for the moment at which it is meant to be sent,
   *     microseconds since the epoch
   */
  public PacedTraffic(LongFunction<ShopTraffic.Action> traffic, SignalWriter writer) {
    this.traffic = traffic;
    this.writer = writer;
  }

  /**
   * Sends until a condition holds.
   *
   * @param fromMicros when to begin, microseconds since the epoch
   * @param perSecond signals
   * @param done asked once for every second of the schedule
   */
  public void run(long fromMicros, int perSecond, BooleanSupplier done) {
    for (long second = 0; !done.getAsBoolean(); second++) {
      for (int i = 0; i < perSecond; i++) {
        long meant = fromMicros + second * 1_000_000L + i * 1_000_000L / perSecond;
        long now = Clock.micros();
        while (now < meant) {
          LockSupport.parkNanos((meant - now) * NANOS_PER_MICRO);
          now = Clock.micros();
        }
        lateness.add(now - meant);
        writer.send(traffic.apply(meant));
      }
    }
    writer.flush();
  }

  /** How late signals were handed to the producer; part of every other figure. */
  public Percentiles lateness() {
    return lateness.percentiles();
  }
}
