package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadroomTest {
  private static final long T = 1_700_000_000_000L;

  private final Headroom headroom = new Headroom();

  @Test
  void whatHasNotBeenMeasuredHoldsNobodyBack() {
    assertThat(headroom.allows(T)).isTrue();
    assertThat(headroom.allows(T + 1)).isTrue();
  }

  @Test
  void aJobThatKeepsUpHoldsNobodyBackWhateverItsClockSays() {
    for (long skew : new long[] {-3_600_000, 0, 3_600_000}) {
      Headroom skewed = new Headroom();
      for (long now = T; now < T + 10_000; now += 250) {
        skewed.note(now, now - 40 + skew);
        assertThat(skewed.allows(now)).isTrue();
      }
    }
  }

  @Test
  void walksAreHeldBackWhileTimeFallsBehindAndGoOnWhenItHasCaughtUp() {
    headroom.note(T, T - 40);
    assertThat(headroom.allows(T)).isTrue();
    headroom.note(T + 250, T + 250 - 40 - Headroom.MOST_BEHIND);
    assertThat(headroom.allows(T + 250)).isTrue();
    headroom.note(T + 500, T + 500 - 41 - Headroom.MOST_BEHIND);
    assertThat(headroom.allows(T + 500)).isFalse();
    headroom.note(T + 750, T + 750 - 60);
    assertThat(headroom.allows(T + 750)).isTrue();
  }

  @Test
  void someAreAskedWhateverTheLoad() {
    headroom.note(T, T - 40);
    headroom.note(T + 1, T - 5_000);
    int allowed = 0;
    for (long now = T; now < T + 20_000; now += 20) {
      allowed += headroom.allows(now) ? 1 : 0;
    }
    assertThat(allowed).isEqualTo(10);
  }

  @Test
  void aLoadThatIsAlwaysThereIsNoReasonToWait() {
    headroom.note(T, T - 40);
    for (long now = T; now < T + 3 * Headroom.PERIOD; now += 250) {
      headroom.note(now, now - 800);
    }
    assertThat(headroom.allows(T + 3 * Headroom.PERIOD)).isTrue();
    assertThat(headroom.allows(T + 3 * Headroom.PERIOD + 20)).isTrue();
  }
}
