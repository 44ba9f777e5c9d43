package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.latency.Clock;
import dev.sojourn.benchmark.latency.PacedTraffic;
import dev.sojourn.benchmark.latency.Percentiles;
import dev.sojourn.benchmark.pipeline.SignalWriter;
import dev.sojourn.benchmark.workload.ShopTraffic;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/** Events at a fixed rate, from a thread of their own, until it is closed. */
final class Load implements AutoCloseable {
  private final PacedTraffic paced;
  private final SignalWriter writer;
  private final Thread thread;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closing;

  private Load(LongFunction<ShopTraffic.Action> traffic, int perSecond, SignalWriter writer) {
    this.writer = writer;
    this.paced = new PacedTraffic(traffic, writer);
    this.thread = new Thread(() -> run(perSecond), "load");
  }

  /**
   * Begins to send.
   *
   * @param writer for it alone; closed with it
   */
  static Load start(LongFunction<ShopTraffic.Action> traffic, int perSecond, SignalWriter writer) {
    Load load = new Load(traffic, perSecond, writer);
    load.thread.start();
    return load;
  }

  private void run(int perSecond) {
    try {
      paced.run(Clock.micros(), perSecond, () -> closing);
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /** How late events were handed to the producer so far. */
  Percentiles lateness() {
    return paced.lateness();
  }

  /**
   * @throws IllegalStateException if sending has failed: what was measured meanwhile is not valid
   */
  void check() {
    if (failure.get() != null) {
      throw new IllegalStateException("the load could not be sent", failure.get());
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() == null) {
      writer.close();
    }
  }
}
