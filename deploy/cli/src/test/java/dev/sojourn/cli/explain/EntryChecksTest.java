package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.cli.explain.Check.Answer;
import dev.sojourn.engine.definition.PublicationState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be known of an entry that is not recorded, and what cannot (E8, E9). */
class EntryChecksTest {
  private static final String BY_REQUEST =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: welcome, version: 1}
      spec:
        entry: {request: {}}
        startsAt: 2025-06-01T00:00:00Z
        endsAt: 2025-06-03T00:00:00Z
        policy: marketing
        start: pause
        steps: {pause: {wait: {for: PT1H}}}
      """;

  private final Log log = new Log().read(-60, "signals");

  @Test
  void aJourneyThatIsNotPublishedIsTheAnswer() {
    log.published(Stories.DOCUMENTS);

    assertThat(checks("cart-recvery", 0))
        .containsExactly(
            new Check(
                "the journey is published",
                Answer.NO,
                "there is no journey cart-recvery; there are cart-recovery"));
  }

  @Test
  void aJourneyThatIsNotLiveIsTheAnswer_E8() {
    log.published(Stories.DOCUMENTS, PublicationState.PAUSED);

    assertThat(last(checks("cart-recovery", 0)))
        .satisfies(check -> assertThat(check.answer()).isEqualTo(Answer.NO))
        .satisfies(check -> assertThat(check.finding()).contains("it is paused now"));
  }

  @Test
  void aDraftIsForTestProfilesOnly_V5() {
    log.published(Stories.DOCUMENTS, PublicationState.DRAFT);

    assertThat(checks("cart-recovery", 0).get(1))
        .satisfies(check -> assertThat(check.answer()).isEqualTo(Answer.UNKNOWN))
        .satisfies(check -> assertThat(check.finding()).contains("`test` is true"));
  }

  @Test
  void aDryRunTakesPeopleInAndSendsNothing_V6() {
    log.published(Stories.DOCUMENTS, PublicationState.DRY_RUN);

    assertThat(checks("cart-recovery", 0).get(1))
        .satisfies(check -> assertThat(check.answer()).isEqualTo(Answer.YES))
        .satisfies(check -> assertThat(check.finding()).contains("not sent"));
  }

  @Test
  void anEventThatNeverCameIsTheAnswer_E2() {
    log.published(Stories.DOCUMENTS)
        .event(0, "e-1", "cart.update", Duration.ZERO, Map.of())
        .event(1, "e-2", "shop.visited", Duration.ZERO, Map.of());

    assertThat(last(checks("cart-recovery", 5)))
        .isEqualTo(
            new Check(
                "an event `cart.updated` of the person was logged",
                Answer.NO,
                "none is since 2025-06-02 13:00:00, where what was read begins; there are only cart.update, shop.visited. Keys are compared exactly, types too"));
  }

  @Test
  void aConditionIsOnlyCountedAndItsValuesAreTold_E9() {
    log.published(Stories.DOCUMENTS)
        .event(0, "e-1", "cart.updated", Duration.ZERO, Map.of("items", 3))
        .event(1, "e-2", "cart.updated", Duration.ZERO, Map.of("items", 0, "cartId", "k-1"));

    List<Check> checks = checks("cart-recovery", 5);

    assertThat(checks)
        .extracting(Check::answer)
        .containsExactly(
            Answer.YES, Answer.YES, Answer.YES, Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN);
    assertThat(checks.get(2).finding())
        .isEqualTo("2 were, the last 2025-06-02 14:01:00 (4 min ago), id e-2");
    assertThat(checks.get(3).finding()).endsWith("in the last one items = 0");
    assertThat(checks.get(4).finding()).endsWith("in the last one cartId = 'k-1'");
    assertThat(checks.get(5).finding()).contains("not-live, paused, outside-dates");
  }

  @Test
  void aRequestThatNeverCameIsTheAnswer_E6() {
    log.published(BY_REQUEST);

    assertThat(last(checks("welcome", 0)))
        .satisfies(check -> assertThat(check.answer()).isEqualTo(Answer.NO))
        .satisfies(check -> assertThat(check.what()).contains("entry request"))
        .satisfies(check -> assertThat(check.finding()).contains("nor any other entry request"));
  }

  @Test
  void theDatesAreLookedAt_L4() {
    log.published(BY_REQUEST);

    assertThat(last(checks("welcome", -3 * 24 * 60)).finding()).contains("starts at");
    assertThat(last(checks("welcome", 24 * 60)).finding()).contains("ended at");
  }

  @Test
  void whoIsInsideIsToldWhereAndNothingIsChecked() {
    log.published(Stories.DOCUMENTS).step("i", 0, "waiting", s -> s.setStep("idle"));

    WhyNot answer = log.explained(5).whyNot("cart-recovery").whyNot().orElseThrow();

    assertThat(answer.inside()).extracting(Visit::instance).containsExactly("i");
    assertThat(answer.checks()).isEmpty();
  }

  @Test
  void aRefusalFromBeforeTheLastStayAnswersNothing() {
    log.published(Stories.DOCUMENTS)
        .refused(0, "cart-recovery", "paused", "e-0", Map.of())
        .step("i", 10, "entered", s -> s.setNext("idle"))
        .step("i", 20, "ended", s -> s.setReason("exit"));

    WhyNot before = log.explained(30).whyNot("cart-recovery").whyNot().orElseThrow();
    log.refused(25, "cart-recovery", "reentry", "e-1", Map.of());
    WhyNot after = log.explained(30).whyNot("cart-recovery").whyNot().orElseThrow();

    assertThat(before.checks()).isNotEmpty();
    assertThat(after.checks()).isEmpty();
    assertThat(after.refusals())
        .extracting(Transition::reason)
        .containsExactly("reentry", "paused");
  }

  @Test
  void messagesThatWereRequestedAreToldWithWhatBecameOfThem() {
    log.published(Stories.DOCUMENTS)
        .step("i", 10, "sent", s -> s.setStep("remind").setRequestId("r-1"))
        .step("j", 5, "not-sent", s -> s.setStep("text").setReason("capped"))
        .request(10, "r-1", "i", "remind")
        .report(11, "r-1", "expired", r -> r);

    Explanation explanation = log.explained(30).whyNot("cart-recovery");

    assertThat(explanation.whyNot().orElseThrow().messages())
        .extracting(Transition::reason)
        .containsExactly("", "capped");
    assertThat(explanation.toLines())
        .anyMatch(line -> line.endsWith("2025-06-02 14:11:00  expired"))
        .anyMatch(line -> line.startsWith("  expired  Look at the channel"));
  }

  @Test
  void atMostFiveRefusalsAreToldTheNewestFirst() {
    for (int day = 0; day < 7; day++) {
      log.refused(day * 1440, "cart-recovery", "reentry", "e-" + day, Map.of());
    }

    assertThat(log.explained(10_000).whyNot("cart-recovery").whyNot().orElseThrow().refusals())
        .extracting(Transition::signal)
        .containsExactly("e-6", "e-5", "e-4", "e-3", "e-2");
  }

  private List<Check> checks(String journey, double minutes) {
    return log.explained(minutes).whyNot(journey).whyNot().orElseThrow().checks();
  }

  private static Check last(List<Check> checks) {
    return checks.get(checks.size() - 1);
  }
}
