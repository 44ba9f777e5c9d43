package dev.sojourn.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.benchmark.workload.KeyChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadShapeTest {

  @ParameterizedTest
  @EnumSource(KeyChoice.class)
  void theWorkloadIsWhatTheFiguresClaim(KeyChoice keys) {
    // When
    WorkloadShape shape = WorkloadShape.measure(keys, 4_000, 60_000, 2_000);

    // Then
    assertThat(shape.used()).isGreaterThan(80);
    assertThat(shape.flipping()).isBetween(4.0, 9.0);
    assertThat(shape.moving()).isBetween(1.7, 2.9);
    assertThat(shape.requesting()).isGreaterThan(0.5);
    assertThat(shape.stateBytes()).isBetween(200.0, 900.0);
  }
}
