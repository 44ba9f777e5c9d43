package dev.sojourn.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntryHistoryTest {
  private static final long T = 1_700_000_000_000L;

  @Test
  void theLatestEntryOfEachKeyIsKnown_E7() {
    EntryHistory history = new EntryHistory();
    history.entered("cart", "1", T);
    history.entered("cart", "2", T + 1);
    history.entered("cart", "1", T + 2);
    assertThat(history.lastEntry("cart", "1")).hasValue(T + 2);
    assertThat(history.lastEntry("cart", "2")).hasValue(T + 1);
    assertThat(history.lastEntry("cart", "3")).isEmpty();
    assertThat(history.lastEntry("other", "1")).isEmpty();
  }

  @Test
  void theLatestThousandKeysAreRemembered_E7() {
    EntryHistory history = new EntryHistory();
    history.entered("other", "", T);
    for (int i = 0; i < EntryHistory.KEYS + 1; i++) {
      history.entered("cart", "key" + i, T + i);
    }
    assertThat(history.lastEntry("cart", "key0")).isEmpty();
    assertThat(history.lastEntry("cart", "key1")).hasValue(T + 1);
    assertThat(history.lastEntry("other", "")).hasValue(T);
  }

  @Test
  void theLatestSixtyFourBusinessEventsAreRememberedBesideTheKeys_E5() {
    EntryHistory history = new EntryHistory();
    history.entered("stock", "restock/e0", T);
    assertThat(history.hasEnteredBy("stock", "restock/e0")).isFalse();
    for (int i = 0; i < EntryHistory.EVENTS + 1; i++) {
      history.enteredBy("stock", "restock/e" + i, T + i);
    }
    assertThat(history.hasEnteredBy("stock", "restock/e0")).isFalse();
    assertThat(history.hasEnteredBy("stock", "restock/e1")).isTrue();
    assertThat(history.hasEnteredBy("other", "restock/e1")).isFalse();
    assertThat(history.lastEntry("stock", "restock/e0")).hasValue(T);
    assertThat(history.lastEntry("stock", "restock/e1")).isEmpty();
  }

  @Test
  void aRefusalIsToldOnceADay_E9() {
    long midnight = T - T % 86_400_000L;
    EntryHistory history = new EntryHistory();
    assertThat(history.refused("cart", "reentry", midnight)).isTrue();
    assertThat(history.refused("cart", "reentry", midnight + 86_399_999)).isFalse();
    assertThat(history.refused("cart", "already-inside", midnight + 1)).isTrue();
    assertThat(history.refused("welcome", "reentry", midnight + 1)).isTrue();
    assertThat(history.refused("cart", "reentry", midnight + 86_400_000)).isTrue();
  }
}
