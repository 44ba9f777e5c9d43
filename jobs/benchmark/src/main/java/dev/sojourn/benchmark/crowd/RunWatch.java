package dev.sojourn.benchmark.crowd;

import dev.sojourn.avro.RunShare;
import dev.sojourn.cli.runs.RunBook;
import dev.sojourn.cli.runs.RunState;
import java.time.Duration;
import java.util.Optional;

/** What the directory tells from now on of its runs over many. */
final class RunWatch implements AutoCloseable {
  private final Deployment deployment;
  private final RunBook book = new RunBook();
  private final OutputReader reader;

  private RunWatch(Deployment deployment) {
    this.deployment = deployment;
    this.reader =
        deployment.read(
            deployment.settings().topics().runs(),
            (record, loggedAt, readAt) -> {
              if (record instanceof RunShare share) {
                take(share);
              }
            });
  }

  /** Begins to watch. */
  static RunWatch start(Deployment deployment) {
    return new RunWatch(deployment);
  }

  private synchronized void take(RunShare share) {
    book.take(share);
  }

  private synchronized Optional<RunState> over(String prefix) {
    return book.runs().stream()
        .filter(run -> run.run().startsWith(prefix) && run.isOver())
        .findFirst();
  }

  /**
   * Waits until a run is over.
   *
   * @param prefix of its id
   */
  RunState await(String prefix, Duration patience) throws InterruptedException {
    deployment.await(
        "the run " + prefix + " to end",
        patience,
        () -> {
          reader.check();
          return over(prefix).isPresent();
        });
    return over(prefix).orElseThrow();
  }

  @Override
  public void close() {
    reader.close();
  }
}
