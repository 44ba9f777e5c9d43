package dev.sojourn.cli;

import java.util.concurrent.CompletableFuture;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM as something to wait for, so that an instance ends in its own order. A
 * shutdown hook would run beside those of Flink and Kafka, which pull the floor from under what
 * still closes. A second signal ends the process at once.
 */
final class StopSignal {
  private static final int INTERRUPTED = 130;

  private final CompletableFuture<Void> arrived = new CompletableFuture<>();

  private StopSignal() {}

  /** From now on signals are caught. */
  static StopSignal listen() {
    StopSignal stop = new StopSignal();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (!stop.arrived.complete(null)) {
              Runtime.getRuntime().halt(INTERRUPTED);
            }
          });
    }
    return stop;
  }

  /** Completes when somebody wants the process to end. */
  CompletableFuture<Void> arrived() {
    return arrived;
  }
}
