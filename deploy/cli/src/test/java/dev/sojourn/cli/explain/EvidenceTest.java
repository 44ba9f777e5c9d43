package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.JourneyStep;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each record once, sorted by what it belongs to. */
class EvidenceTest {
  private final Log log = new Log();

  @Test
  void whatAReplayWroteAgainCountsOnce() {
    JourneyStep step = log.transition("i", 0, "entered", s -> s.setNext("idle"));
    log.record(0, step).record(9, step);
    log.request(0, "r", "i", "remind").request(0, "r", "i", "remind");
    log.recall(2, "r", "exit").recall(2, "r", "exit");
    log.report(3, "r", "opened", r -> r).report(3, "r", "opened", r -> r);
    log.audience(4, "loyal", "entered", "signal", "all[0].profile", "u-1")
        .audience(4, "loyal", "entered", "signal", "all[0].profile", "u-1");
    log.event(5, "e-1", "shop.visited", Duration.ZERO, Map.of())
        .event(6, "e-1", "shop.visited", Duration.ZERO, Map.of());
    log.refused(7, "welcome", "reentry", "e-1", Map.of())
        .refused(7, "welcome", "reentry", "e-1", Map.of());
    log.letter(8, "value-invalid", "no").letter(8, "value-invalid", "no");

    Person person = log.person();

    assertThat(log.evidence().repeated()).isEqualTo(8);
    assertThat(person.visits())
        .singleElement()
        .satisfies(v -> assertThat(v.transitions()).hasSize(1));
    assertThat(person.visits().get(0).last().delay()).isEqualTo(Duration.ZERO);
    assertThat(person.requests()).hasSize(1);
    assertThat(person.requests().get("r").feedback()).hasSize(1);
    assertThat(person.audiences().get(0).turns()).hasSize(1);
    assertThat(person.signals().all()).hasSize(1);
    assertThat(person.refusals()).hasSize(1);
    assertThat(person.letters()).hasSize(1);
  }

  @Test
  void theFirstFinalReportOfARequestCounts_D8() {
    log.report(1, "r", "failed", r -> r).report(2, "r", "sent", r -> r);

    assertThat(log.person().requests().get("r").outcome().orElseThrow().status())
        .isEqualTo("failed");
  }

  @Test
  void feedbackOfAKindMayComeSeveralTimes() {
    log.report(1, "r", "opened", r -> r).report(2, "r", "opened", r -> r);

    assertThat(log.person().requests().get("r").feedback()).hasSize(2);
  }

  @Test
  void transitionsStandInTheirOrderHoweverTheyWereRead() {
    JourneyStep first = log.transition("i", 0, "entered", s -> s.setNext("idle"));
    JourneyStep second = log.transition("i", 0, "waiting", s -> s.setStep("idle"));
    log.record(1, second).record(2, first);

    assertThat(log.person().visits().get(0).transitions())
        .extracting(Transition::number)
        .containsExactly(0, 1);
  }

  @Test
  void aVisitWhoseBeginningWasNotReadSaysSo() {
    log.transition("i", 0, "entered", s -> s);
    log.step("i", 5, "waiting", s -> s.setStep("idle"));

    assertThat(log.person().visits().get(0).entry()).isEmpty();
    assertThat(log.explained(10).toLines())
        .contains("  entered  before what was read; an earlier --since may show it");
  }

  @Test
  void signalsOfOneIdAreToldApartByTheirMoment() {
    log.event(1, "7", "cart.updated", Duration.ZERO, Map.of());
    log.record(
        2,
        dev.sojourn.avro.EntryRequest.newBuilder()
            .setId("7")
            .setJourney("cart-recovery")
            .setOccurredAt(Log.at(2))
            .build());
    log.step("i", 2, "entered", s -> s.setSignal("7").setNext("idle"));

    Person person = log.person();

    assertThat(person.signals().behind(person.visits().get(0).first()).orElseThrow().kind())
        .isEqualTo(SignalSeen.Kind.ENTRY_REQUEST);
  }

  @Test
  void aRequestBelongsToItsVisitEvenIfItsOwnRecordIsNotKept() {
    log.step("i", 0, "sent", s -> s.setStep("remind").setRequestId("r-1").setEdge("next"));
    log.report(1, "r-2", "sent", r -> r);

    Person person = log.person();

    assertThat(person.visitOf(person.requests().get("r-1"))).isPresent();
    assertThat(person.otherRequests()).extracting(RequestStory::id).containsExactly("r-2");
  }

  @Test
  void whatWasFirstHeardOfBoundsTheSignalsThatMatter() {
    assertThat(log.evidence().earliest()).isEmpty();
    log.event(-5, "e-1", "cart.updated", Duration.ZERO, Map.of());
    assertThat(log.evidence().earliest()).isEmpty();
    log.step("i", 3, "entered", s -> s).letter(2, "value-invalid", "no");

    assertThat(log.evidence().earliest()).contains(Log.at(2));
  }

  @Test
  void whatAnyoneMayWriteDoesNothingToATerminal() {
    log.event(0, "\u001b[2J\u202e7", "cart.updated", Duration.ZERO, Map.of());
    log.step("i", 0, "entered", s -> s.setSignal("\u001b[2J\u202e7").setNext("idle"));
    log.letter(1, "value-invalid", "one\ntwo");

    assertThat(String.join("", log.explained(5).toLines()))
        .doesNotContainPattern("[\\p{Cc}\\x{202e}]")
        .contains("(\uFFFD[2J\uFFFD7)")
        .contains("one\uFFFDtwo");
  }

  @Test
  void anApproximateChangeOfMembershipSaysSo_A4() {
    log.record(
        4,
        AudienceChange.newBuilder()
            .setProfile(Log.PROFILE)
            .setAudience("loyal")
            .setVersion(1)
            .setChange("entered")
            .setAt(Log.at(4))
            .setCause("time")
            .setLeaf("all[0].events")
            .setApproximate("all[1].sequence")
            .build());

    assertThat(String.join("\n", log.explained(5).toLines()))
        .contains(
            "approximate, as more events had come than `all[1].sequence` keeps of one person");
    assertThat(log.explained(5).toJson().toString())
        .contains("\"approximate\":\"all[1].sequence\"");
  }
}
