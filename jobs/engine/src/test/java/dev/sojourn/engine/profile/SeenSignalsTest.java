package dev.sojourn.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenSignalsTest {
  private static final long T = 1_700_000_000_000L;
  private static final long DAY = 86_400_000L;

  @Test
  void anIdIsKnownForSevenDays_A5() {
    SeenSignals seen = new SeenSignals();
    seen.add(1, T);
    assertThat(seen.contains(1, T)).isTrue();
    assertThat(seen.contains(1, T + 7 * DAY - 1_000)).isTrue();
    assertThat(seen.contains(1, T + 7 * DAY + 1_000)).isFalse();
    assertThat(seen.contains(2, T)).isFalse();
  }

  @Test
  void onlyTheLatestAreKept_A5() {
    SeenSignals seen = new SeenSignals();
    for (int i = 0; i < 100; i++) {
      seen.add(i, T + i);
    }
    assertThat(seen.size()).isEqualTo(SeenSignals.CAPACITY);
    assertThat(seen.contains(99, T + 100)).isTrue();
    assertThat(seen.contains(100 - SeenSignals.CAPACITY, T + 100)).isTrue();
    assertThat(seen.contains(99 - SeenSignals.CAPACITY, T + 100)).isFalse();
  }

  @Test
  void theOldMakeRoom_A5() {
    SeenSignals seen = new SeenSignals();
    seen.add(1, T);
    seen.add(2, T + 8 * DAY);
    assertThat(seen.size()).isEqualTo(1);
  }
}
