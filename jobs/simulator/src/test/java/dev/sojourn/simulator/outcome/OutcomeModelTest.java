package dev.sojourn.simulator.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sojourn.engine.effect.Effect.MessageRequest;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.simulator.outcome.OutcomeModel.Planned;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeModelTest {
  private static final int MANY = 20_000;
  private static final String SPRING =
      """
      apiVersion: sojourn/v1
      kind: Outcomes
      metadata: {name: spring}
      spec:
        seed: 11
        rules:
          - channel: email
            template: reminder
            sent: {after: PT2S}
            failed: {share: 4, after: PT1M, code: http-500}
            delivered: {share: 90, after: {uniform: {from: PT10S, to: PT30S}}}
            bounced: {share: 5, code: soft}
            opened: {share: 40, after: {exponential: {mean: PT2H}}}
            clicked: {share: 10, after: {lognormal: {median: PT5M, sigma: 1}}}
            unsubscribed: {share: 1, after: P1D}
          - channel: score
            sent: {after: PT1S}
            answer: {score: 7, tags: [a]}
      """;

  private final OutcomeModel spring = model(SPRING);

  @Test
  void sharesAreThoseOfTheFile() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (int i = 0; i < MANY; i++) {
      spring
          .plan(request("r" + i, "email", "reminder", 1_000_000_000), 0)
          .forEach(planned -> counts.merge(planned.status(), 1, Integer::sum));
    }
    double sent = counts.get(Status.SENT);
    double delivered = counts.get(Status.DELIVERED);

    // Four standard deviations of a share of 20,000 are at most 1.5 percent.
    assertThat(counts.get(Status.FAILED) / (double) MANY).isCloseTo(0.04, within(0.006));
    assertThat(delivered / sent).isCloseTo(0.90, within(0.01));
    assertThat(counts.get(Status.BOUNCED) / sent).isCloseTo(0.05, within(0.007));
    assertThat(counts.get(Status.OPENED) / delivered).isCloseTo(0.40, within(0.015));
    assertThat(counts.get(Status.CLICKED) / delivered).isCloseTo(0.10, within(0.01));
    assertThat(counts.get(Status.UNSUBSCRIBED) / delivered).isCloseTo(0.01, within(0.004));
  }

  @Test
  void whoClicksHasOpenedBefore() {
    int clicks = 0;
    for (int i = 0; i < 2_000; i++) {
      List<Planned> reports = spring.plan(request("r" + i, "email", "reminder", 1_000_000_000), 0);
      List<Status> statuses = reports.stream().map(Planned::status).toList();
      if (statuses.contains(Status.CLICKED)) {
        clicks++;
        assertThat(statuses).contains(Status.OPENED, Status.DELIVERED);
        assertThat(at(reports, Status.CLICKED)).isGreaterThan(at(reports, Status.OPENED));
        assertThat(at(reports, Status.OPENED)).isGreaterThan(at(reports, Status.DELIVERED));
      }
    }
    assertThat(clicks).isPositive();
  }

  @Test
  void aRequestHasTheSameOutcomeWhateverElseIsAsked() {
    OutcomeModel again = model(SPRING);
    for (int i = 999; i >= 0; i--) {
      MessageRequest request = request("r" + i, "email", "reminder", 1_000_000_000);
      assertThat(again.plan(request, 5)).isEqualTo(spring.plan(request, 5));
    }
    OutcomeModel otherSeed = model(SPRING.replace("seed: 11", "seed: 12"));
    assertThat(
            java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> request("r" + i, "email", "reminder", 1_000_000_000))
                .filter(r -> !otherSeed.plan(r, 5).equals(spring.plan(r, 5)))
                .count())
        .isGreaterThan(100);
  }

  @Test
  void delaysAreThoseOfTheirDistributions() {
    List<Long> opened = new ArrayList<>();
    List<Long> clicked = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      List<Planned> reports = spring.plan(request("r" + i, "email", "reminder", 1_000_000_000), 0);
      if (reports.stream().anyMatch(planned -> planned.status() == Status.DELIVERED)) {
        assertThat(at(reports, Status.DELIVERED) - at(reports, Status.SENT))
            .isBetween(10_000L, 30_000L);
      }
      if (reports.stream().anyMatch(planned -> planned.status() == Status.OPENED)) {
        opened.add(at(reports, Status.OPENED) - at(reports, Status.DELIVERED));
      }
      if (reports.stream().anyMatch(planned -> planned.status() == Status.CLICKED)) {
        clicked.add(at(reports, Status.CLICKED) - at(reports, Status.OPENED));
      }
    }
    assertThat(opened.stream().mapToLong(l -> l).average().orElseThrow())
        .isCloseTo(7_200_000, within(400_000.0));
    assertThat((double) clicked.stream().sorted().toList().get(clicked.size() / 2))
        .isCloseTo(300_000, within(40_000.0));
  }

  @Test
  void withoutARuleEverythingIsSentAtOnceAndNotHeardOfAgain() {
    assertThat(spring.plan(request("r", "sms", "reminder", 1_000), 500))
        .containsExactly(new Planned(501, Status.SENT, "", Map.of()));
    assertThat(OutcomeModel.DEFAULT.plan(request("r", "email", "reminder", 1_000), 500))
        .containsExactly(new Planned(501, Status.SENT, "", Map.of()));
  }

  @Test
  void callsAreAnswered_S9() {
    assertThat(spring.plan(request("r", "score", "question", 100_000), 0))
        .containsExactly(
            new Planned(1_000, Status.SENT, "", Map.of("score", 7L, "tags", List.of("a"))));
  }

  @Test
  void whatTakesLongerThanARequestLivesExpires_D2() {
    assertThat(spring.plan(request("r", "email", "reminder", 2_000), 0))
        .extracting(Planned::status)
        .containsExactly(Status.EXPIRED);
  }

  private static long at(List<Planned> reports, Status status) {
    return reports.stream()
        .filter(planned -> planned.status() == status)
        .findFirst()
        .orElseThrow()
        .at();
  }

  private static OutcomeModel model(String text) {
    OutcomesFile.Reading reading = OutcomesFile.read("outcomes.yaml", text);
    assertThat(reading.problems()).isEmpty();
    return reading.model().orElseThrow();
  }

  private static MessageRequest request(String id, String channel, String template, long expires) {
    return new MessageRequest(
        id,
        channel,
        "a@example.com",
        template,
        0,
        Map.of(),
        false,
        "",
        0,
        0,
        0,
        expires,
        "j",
        1,
        "i",
        "s",
        "",
        "",
        false,
        List.of());
  }
}
