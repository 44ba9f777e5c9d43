package dev.sojourn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.JourneyStep;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private final Statistics statistics = new Statistics();

  @Test
  void aPersonIsWhereTheLatestTransitionLeads() {
    step("i-1", "entered", null, "idle");
    step("i-2", "entered", null, "idle");
    step("i-1", "waiting", "idle", null);
    step("i-1", "passed", "idle", "remind");

    assertThat(statistics.snapshot().peopleByJourneyAndStep())
        .isEqualTo(Map.of("cart", Map.of("idle", 1L, "remind", 1L)));
  }

  @Test
  void whoHasEndedIsNowhere() {
    step("i-1", "entered", null, "idle");
    step("i-1", "ended", "idle", null);

    Statistics.Snapshot counts = statistics.snapshot();
    assertThat(counts.peopleByJourneyAndStep()).isEmpty();
    assertThat(counts.entered()).isEqualTo(Map.of("cart", 1L));
    assertThat(counts.ended()).isEqualTo(Map.of("cart", 1L));
  }

  @Test
  void aRefusedEntryMovesNobody() {
    step(null, "entry-refused", null, null);

    assertThat(statistics.snapshot().peopleByJourneyAndStep()).isEmpty();
  }

  private void step(String instance, String kind, String step, String next) {
    statistics.add(
        JourneyStep.newBuilder()
            .setProfile("c-1")
            .setJourney("cart")
            .setVersion(1)
            .setInstance(instance)
            .setKind(kind)
            .setStep(step)
            .setNext(next)
            .setAt(Instant.EPOCH)
            .build());
  }
}
