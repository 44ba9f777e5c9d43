package dev.sojourn.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.RunShare;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunBookTest {
  private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");

  private final RunBook book = new RunBook();

  private void told(
      String run, int worker, int workers, String state, long told, double progress, int second) {
    book.take(
        RunShare.newBuilder()
            .setRun(run)
            .setKind("sweep")
            .setStartedAt(T)
            .setPace(10)
            .setWorker(worker)
            .setWorkers(workers)
            .setState(state)
            .setTold(told)
            .setProgress(progress)
            .setAt(T.plusSeconds(second))
            .build());
  }

  @Test
  void theSharesOfAllWorkersAddUp() {
    told("r", 0, 2, "running", 10, 0.25, 1);
    told("r", 1, 2, "running", 30, 0.75, 1);
    assertThat(book.runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.told()).isEqualTo(40);
              assertThat(run.progress()).isEqualTo(0.5);
              assertThat(run.expected()).isEqualTo(80);
              assertThat(run.state()).isEqualTo("running");
            });
  }

  @Test
  void aRunIsFinishedWhenAllWorkersAre() {
    told("r", 0, 2, "finished", 10, 1, 5);
    assertThat(book.runs().get(0).state()).isEqualTo("running");
    told("r", 1, 2, "finished", 12, 1, 7);
    assertThat(book.runs().get(0).state()).isEqualTo("finished");
    assertThat(book.runs().get(0).expected()).isEqualTo(22);
    assertThat(book.runs().get(0).lastTold()).isEqualTo(T.plusSeconds(7));
  }

  @Test
  void afterAChangeOfParallelismWhatIsToldAnewCounts() {
    told("r", 0, 3, "running", 10, 0.5, 5);
    told("r", 1, 3, "running", 10, 0.5, 5);
    told("r", 2, 3, "finished", 20, 1, 5);
    told("r", 0, 2, "running", 40, 0.6, 9);
    told("r", 1, 2, "running", 2, 0.6, 9);
    assertThat(book.runs().get(0).told()).isEqualTo(42);
  }

  @Test
  void aRunThatIsRefusedSaysWhyAndIsOver_V4() {
    book.take(
        RunShare.newBuilder()
            .setRun("move/m/1/T")
            .setKind("move")
            .setStartedAt(T)
            .setPace(1)
            .setWorker(0)
            .setWorkers(3)
            .setState("refused")
            .setTold(0)
            .setProgress(1)
            .setAt(T)
            .setReason("version 3 is not live")
            .build());
    assertThat(book.runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.state()).isEqualTo("refused");
              assertThat(run.isOver()).isTrue();
              assertThat(run.reason()).isEqualTo("version 3 is not live");
            });
  }

  @Test
  void aRunThatWasReplacedSaysSo() {
    told("r", 0, 2, "finished", 10, 1, 5);
    told("r", 1, 2, "replaced", 10, 0.5, 5);
    assertThat(book.runs().get(0).state()).isEqualTo("replaced");
  }
}
