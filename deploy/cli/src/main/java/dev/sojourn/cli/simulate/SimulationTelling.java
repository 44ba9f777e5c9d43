package dev.sojourn.cli.simulate;

import dev.sojourn.cli.history.SignalSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/**
 * Tells on standard error how far a long run has come, and what is no signal; of a short run that
 * goes well, nothing. Thread-safe.
 */
public final class SimulationTelling implements Simulations.Telling {
  private static final long EVERY = Duration.ofSeconds(2).toNanos();
  private static final int MOST_REFUSALS = 10;

  private final PrintWriter err;
  private final AtomicLong told = new AtomicLong(System.nanoTime());
  private long refused;

  public SimulationTelling(PrintWriter err) {
    this.err = err;
  }

  @Override
  public SignalSource.Progress reading() {
    return share -> tell("reading signals", share);
  }

  @Override
  public DoubleConsumer simulating() {
    return share -> tell("simulating", share);
  }

  private void tell(String what, double share) {
    long now = System.nanoTime();
    long last = told.get();
    if (now - last >= EVERY && told.compareAndSet(last, now)) {
      err.println(what + ": " + (int) (100 * share) + " %");
      err.flush();
    }
  }

  @Override
  public void warn(String message) {
    err.println("sojourn: " + message);
    err.flush();
  }

  @Override
  public void refused(String place, String message) {
    if (++refused <= MOST_REFUSALS) {
      err.println(place + ": " + message);
      err.flush();
    }
  }

  /** How many were no signals. */
  public long refused() {
    return refused;
  }

  /** Tells how many were no signals, if any. */
  public void summary(String fate) {
    if (refused > 0) {
      err.println(Words.number(refused) + " that are no signals " + fate);
      err.flush();
    }
  }
}
