package dev.sojourn.journeys.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.intake.InterestProbe;
import dev.sojourn.journeys.intake.WorkerInterest;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

/** A11, and rule 5: a type enters before its definition's effect and leaves late. */
class InterestTeacherTest {
  private static final long T = 1_700_000_000_000L;

  private final DefinitionHistory definitions =
      new DefinitionHistory(
          WorkerParser.shared(),
          refused -> {
            throw refused;
          });
  private final WorkerInterest interest = WorkerInterest.of(new JobID());
  private final InterestProbe probe = new InterestProbe(interest);
  private final InterestTeacher teacher = new InterestTeacher(definitions, interest);

  private void publish(SourceDocument document, long logTime) {
    definitions.add(Shop.version(document, logTime));
    definitions.add(Shop.live(document, logTime));
  }

  @Test
  void beforeAnyTimeNothingIsTaught() {
    publish(Shop.buyers(), T);
    teacher.teach(Long.MIN_VALUE);
    assertThat(probe.isDropped("page.viewed", T)).isFalse();
  }

  @Test
  void whatNothingWantsIsDroppedAfterTheWatermarkAsFarAsDefinitionsAreKnown() {
    publish(Shop.buyers(), T - 1_000);
    definitions.advance(T + 500);
    teacher.teach(T);
    assertThat(probe.isDropped("page.viewed", T)).as("not after the watermark").isFalse();
    assertThat(probe.isDropped("page.viewed", T + 1)).isTrue();
    assertThat(probe.isDropped("page.viewed", T + 1_499)).isTrue();
    assertThat(probe.isDropped("page.viewed", T + 1_500)).as("not yet known").isFalse();
    assertThat(probe.isDropped("order.placed", T + 1)).isFalse();
  }

  @Test
  void aroundAChangeEverythingPasses() {
    publish(Shop.buyers(), T - 1_000);
    publish(Shop.cartRecovery(1, Duration.ofMinutes(1)), T);
    definitions.advance(T + 500);
    teacher.teach(T + 100);
    assertThat(probe.isDropped("cart.updated", T + 999)).isTrue();
    assertThat(probe.isDropped("cart.updated", T + 1_000)).as("in effect").isFalse();
    assertThat(probe.isDropped("page.viewed", T + 1_000)).as("not taught yet").isFalse();
    definitions.advance(T + 1_200);
    teacher.teach(T + 1_000);
    assertThat(probe.isDropped("cart.updated", T + 1_001)).isFalse();
    assertThat(probe.isDropped("page.viewed", T + 1_001)).isTrue();
  }
}
