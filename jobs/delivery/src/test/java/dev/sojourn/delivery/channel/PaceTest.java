package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void leavesTheProviderAloneForAsLongAsItSays_D4() {
    pace.throttled(Optional.of(Duration.ofSeconds(7)), 1_000);
    assertThat(pace.opensAt(1_000)).isEqualTo(8_000);
    pace.throttled(Optional.of(Duration.ofSeconds(1)), 2_000);
    assertThat(pace.opensAt(2_000)).isEqualTo(8_000);
  }

  @Test
  void comesBackStepByStep_D4() {
    assertThat(pace.together(100)).isEqualTo(100);
    pace.throttled(Optional.of(Duration.ofSeconds(1)), 0);
    assertThat(pace.together(100)).isEqualTo(1);
    pace.accepted(500);
    assertThat(pace.together(100)).isEqualTo(1);
    for (int step = 2; step <= 64; step *= 2) {
      pace.accepted(1_000);
      assertThat(pace.together(100)).isEqualTo(step);
    }
    pace.accepted(1_000);
    assertThat(pace.together(100)).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      pace.accepted(1_000);
    }
    assertThat(pace.together(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void withoutATimeThePausesGrow() {
    pace.throttled(Optional.empty(), 0);
    pace.throttled(Optional.empty(), 10);
    assertThat(pace.opensAt(10)).isEqualTo(1_000);
    pace.throttled(Optional.empty(), 1_000);
    assertThat(pace.opensAt(1_000)).isEqualTo(3_000);
    pace.accepted(3_000);
    pace.throttled(Optional.empty(), 3_000);
    assertThat(pace.opensAt(3_000)).isEqualTo(4_000);
  }

  @Test
  void absurdTimeIsNotBelieved() {
    pace.throttled(Optional.of(Duration.ofSeconds(Long.MAX_VALUE / 2_000_000)), 0);
    assertThat(pace.opensAt(0)).isEqualTo(Pace.GREATEST_PAUSE_MILLIS);
  }
}
