package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.journeys.definition.LoggedEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HappeningsTest {
  private static LoggedEvent event(String id, long logTime) {
    return new LoggedEvent(
        new BusinessEvent("t", id, logTime - 7, logTime, Map.of("n", 1L)), 0, logTime);
  }

  private static List<String> ids(List<LoggedEvent> events) {
    return events.stream().map(logged -> logged.event().id()).toList();
  }

  @Test
  void eventsAreDueASecondAfterTheyWereLoggedInTheirOrder_E5() {
    Happenings happenings = Happenings.restore(List.of());
    assertThat(happenings.next()).isEqualTo(Long.MAX_VALUE);
    happenings.add(event("b", 20));
    happenings.add(event("c", 20));
    happenings.add(event("a", 10));
    assertThat(happenings.next()).isEqualTo(1_010);
    assertThat(happenings.take(1_009)).isEmpty();
    assertThat(ids(happenings.take(1_020))).containsExactly("a", "b", "c");
    assertThat(happenings.take(Long.MAX_VALUE - 1)).isEmpty();
  }

  @Test
  void whatIsKnownAndWhatIsToComeIsStored_E5() {
    Happenings happenings = Happenings.restore(List.of());
    happenings.add(event("past", 10));
    happenings.take(5_000);
    happenings.add(event("to-come", 6_000));
    Happenings restored = Happenings.restore(List.of(happenings.stored()));
    restored.add(event("past", 7_000));
    restored.add(event("to-come", 7_001));
    assertThat(restored.take(9_000)).containsExactly(event("to-come", 6_000));
    assertThat(restored.stored())
        .isEqualTo(Happenings.restore(List.of(restored.stored())).stored());
  }

  @Test
  void theLatestThousandAreKnown_E5() {
    Happenings happenings = Happenings.restore(List.of());
    for (int i = 0; i <= Happenings.MOST_KNOWN; i++) {
      happenings.add(event("e" + i, i));
    }
    assertThat(happenings.take(100_000)).hasSize(Happenings.MOST_KNOWN + 1);
    for (int i = Happenings.MOST_KNOWN; i >= 0; i--) {
      happenings.add(event("e" + i, 200_000));
    }
    assertThat(ids(happenings.take(300_000))).containsExactly("e0");
  }

  @Test
  void bytesOfAnotherFormatAreRefused() {
    assertThatThrownBy(() -> Happenings.restore(List.of(new byte[] {9})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("newer build");
  }
}
