package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.JourneyStep;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a person is after a transition, and what became of what was asked for. */
class PlaceTest {

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("transitions")
  void theLastTransitionTellsWhereThePersonIs(
      String kind, UnaryOperator<JourneyStep.Builder> transition, Place.Kind place, String words) {
    Log log = new Log().published(Stories.DOCUMENTS).step("i", 0, kind, transition);

    Explanation explanation = log.explained(30);

    Visit visit = explanation.person().visits().get(0);
    assertThat(visit.place().kind()).isEqualTo(place);
    assertThat(new PlaceWords(explanation.moments()).of(visit, explanation.outline(visit)))
        .isEqualTo(words);
  }

  static Stream<Arguments> transitions() {
    return Stream.of(
        one(
            "waiting",
            s -> s.setStep("idle").setUntil(Log.at(60)),
            Place.Kind.WAITING,
            "waits at `idle`, since 2025-06-02 14:00:00, until 2025-06-02 15:00:00 (in 30 min)"),
        one(
            "waiting",
            s -> s.setStep("idle").setUntil(Log.at(10)),
            Place.Kind.WAITING,
            "waits at `idle`, since 2025-06-02 14:00:00, and should have gone on 2025-06-02 14:10:00 (20 min ago): the journeys job is behind or does not run, see FRONTIER in `sojourn status`"),
        one(
            "waiting",
            s -> s.setStep("patient"),
            Place.Kind.WAITING,
            "waits at `patient` for event `cart.opened`, or event `shop.visited` with `event.minutes > 5`, since 2025-06-02 14:00:00, until the journey's timeout, P30D after the entry"),
        one(
            "held",
            s -> s.setStep("remind").setReason("paused"),
            Place.Kind.HELD,
            "held at `remind` since 2025-06-02 14:00:00 (30 min ago): paused, the journey is paused, and nothing is sent or called while it is"),
        one(
            "sent",
            s -> s.setStep("remind").setRequestId("r"),
            Place.Kind.AWAITING_OUTCOME,
            "at `remind` until it is known what became of the message, since 2025-06-02 14:00:00 (30 min ago)"),
        one(
            "sent",
            s -> s.setStep("text").setEdge("next").setNext("patient").setRequestId("r"),
            Place.Kind.BETWEEN,
            "on the way to `patient` since 2025-06-02 14:00:00 (30 min ago); nothing later was read"),
        one(
            "called",
            s -> s.setStep("ask").setUntil(Log.at(31)),
            Place.Kind.AWAITING_ANSWER,
            "at `ask`, waits for an answer since 2025-06-02 14:00:00 (30 min ago), until 2025-06-02 14:31:00 (in 1 min)"),
        one(
            "ended",
            s -> s.setStep("idle").setReason("stopped"),
            Place.Kind.ENDED,
            "ended 2025-06-02 14:00:00 (30 min ago): the journey was stopped or deleted"));
  }

  private static Arguments one(
      String kind, UnaryOperator<JourneyStep.Builder> transition, Place.Kind place, String words) {
    return Arguments.of(kind, transition, place, words);
  }

  @Test
  void aGoalLeavesThePersonWhereTheyWere_S15() {
    Log log =
        new Log()
            .step("i", 0, "waiting", s -> s.setStep("idle").setUntil(Log.at(60)))
            .step("i", 5, "goal", s -> s.setStep("idle"));

    assertThat(log.person().visits().get(0).place().step()).isEqualTo("idle");
    assertThat(log.person().visits().get(0).place().kind()).isEqualTo(Place.Kind.WAITING);
  }

  @Test
  void whoIsMovedAndGoesOnIsInAPlaceOfTheSameKind_V3() {
    Log log =
        new Log()
            .step("i", 0, "held", s -> s.setStep("idle").setUntil(Log.at(60)))
            .step("i", 5, "moved", s -> s.setStep("idle").setNext("rest").setReason("kept"));

    assertThat(log.person().visits().get(0).place().step()).isEqualTo("rest");
    assertThat(log.person().visits().get(0).place().kind()).isEqualTo(Place.Kind.HELD);
    log.step("i", 6, "moved", s -> s.setStep("rest").setNext("idle").setReason("begun"));
    assertThat(log.person().visits().get(0).place().kind()).isEqualTo(Place.Kind.BETWEEN);
  }

  @Test
  void aRequestWithoutOutcomeIsWaitedForUntilItExpires_D8() {
    Log log = new Log().request(0, "r", "i", "remind");

    assertThat(outcome(log, 60))
        .isEqualTo(
            "no outcome yet: it waits for the channel until it expires 2025-06-03 02:00:00 (in 11 h)");
    assertThat(outcome(log, 24 * 60))
        .startsWith("no outcome is recorded, although it expired 2025-06-03 02:00:00 (12 h ago)")
        .contains("sojourn status");
  }

  @Test
  void aRecallIsTold_L1() {
    Log log = new Log().request(0, "r", "i", "remind").recall(5, "r", "exit");
    log.report(6, "r", "recalled", r -> r);

    assertThat(
            new RequestWords(log.explained(60).moments()).outcome(log.person().requests().get("r")))
        .containsExactly("2025-06-02 14:05:00  taken back: exit", "2025-06-02 14:06:00  recalled");
  }

  @Test
  void anAmbiguousBeginningOfAnIdIsAProblem() {
    Explanation explanation =
        new Log().request(0, "ab1", "i", "remind").request(0, "ab2", "i", "remind").explained(1);

    assertThat(problem(() -> explanation.onlyRequest("ab"))).contains("ab1, ab2");
    assertThat(problem(() -> explanation.onlyRequest("x"))).contains("begins with x");
    assertThat(explanation.onlyRequest("ab1").person().requests()).containsOnlyKeys("ab1");
  }

  private static String problem(Runnable question) {
    try {
      question.run();
    } catch (dev.sojourn.cli.CommandException e) {
      return e.getMessage();
    }
    throw new AssertionError("no problem");
  }

  private static String outcome(Log log, double minutes) {
    return String.join(
        "\n",
        new RequestWords(log.explained(minutes).moments())
            .outcome(log.person().requests().get("r")));
  }

  @Test
  void whatIsDecidedAtOneMomentIsToldLateOnce() {
    Log log = new Log();
    log.record(40, log.transition("i", 0, "entered", s -> s.setNext("idle")));
    log.record(40, log.transition("i", 0, "waiting", s -> s.setStep("idle")));

    assertThat(log.explained(60).toLines())
        .filteredOn(line -> line.contains("carried out"))
        .singleElement()
        .asString()
        .contains("carried out 40 min late");
  }

  @Test
  void signalsThatDidNothingAreNotNothing() {
    Log log = new Log().event(0, "e-1", "shop.visited", Duration.ZERO, Map.of());

    assertThat(log.explained(1).isUnknown()).isFalse();
    assertThat(new Log().explained(1).isUnknown()).isTrue();
  }
}
