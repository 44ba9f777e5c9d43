package dev.sojourn.benchmark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @TempDir Path directory;

  @Test
  void countsFromTheEndOfTheWarmUpOn() throws IOException {
    // Given: 100 a second while warming up, 1,000 a second afterwards, and slower again
    Progress progress =
        progress(
            "0\t0\t0",
            "1000000000\t100\t1000000",
            "2000000000\t200\t2000000",
            "3000000000\t300\t3000000",
            "4000000000\t1300\t5000000",
            "5000000000\t2300\t7000000",
            "6000000000\t2400\t7000000");

    // When
    Progress.Part steady = progress.between(300, 2_250);

    // Then
    assertThat(steady.seconds()).isEqualTo(2);
    assertThat(steady.records()).isEqualTo(2_000);
    assertThat(steady.perSecond()).isEqualTo(1_000);
    assertThat(steady.cpuMicros()).isCloseTo(2.0, within(1e-9));
    assertThat(progress.records()).isEqualTo(2_400);
  }

  @Test
  void whatIsReadFirstCountsWithoutAWarmUp() throws IOException {
    // Given: nothing is read before the fourth second
    Progress progress =
        progress("0\t0\t0", "3000000000\t0\t0", "4000000000\t100\t0", "5000000000\t200\t0");

    // Then
    assertThat(progress.between(0, 200).records()).isEqualTo(200);
    assertThat(progress.between(0, 200).seconds()).isEqualTo(2);
  }

  @Test
  void dataThatEndWithinTheWarmUpAreNoMeasurement() throws IOException {
    Progress progress = progress("0\t0\t0", "1000000000\t100\t0", "2000000000\t200\t0");
    assertThatIllegalStateException().isThrownBy(() -> progress.between(300, 400));
    assertThatIllegalStateException().isThrownBy(() -> progress.between(200, 200));
  }

  @Test
  void aJobThatHasNotBegunHasReadNothing() throws IOException {
    Progress progress = Progress.read(directory.resolve("missing"));
    assertThat(progress.records()).isZero();
  }

  private Progress progress(String... lines) throws IOException {
    Path file = directory.resolve("progress.tsv");
    Files.write(file, List.of(lines));
    return Progress.read(file);
  }
}
