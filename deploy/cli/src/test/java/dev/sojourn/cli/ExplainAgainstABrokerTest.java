package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.cli.fixture.SmallJob;
import dev.sojourn.cli.fixture.TestInstallation;
import dev.sojourn.cli.fixture.TestInstallation.Ran;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code sojourn explain} over what the engine decided and the job's encoders wrote. */
class ExplainAgainstABrokerTest {
  private static final String DOCUMENTS =
      """
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: email, version: 1}
      spec: {medium: email, connector: {type: smtp, host: localhost, port: 25, from: shop@example.com}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: reminder, version: 1}
      spec: {parts: {subject: "Hello", text: "Your cart"}}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: marketing, version: 1}
      spec: {class: marketing, caps: [{count: 1, per: P7D}]}
      ---
      apiVersion: sojourn/v1
      kind: Audience
      metadata: {name: buyers, version: 1}
      spec: {events: {type: order.placed, within: P30D, count: {atLeast: 1}}}
      ---
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: cart, version: 1}
      spec:
        entry: {event: {type: cart.updated, when: "event.items > 0"}}
        reentry: never
        exit: [{event: {type: order.placed}}]
        policy: marketing
        start: idle
        steps:
          idle:   {wait: {for: PT0.2S}, next: remind}
          remind: {send: {channel: email, template: reminder, awaitOutcome: true}, next: again}
          again:  {send: {channel: email, template: reminder}, next: open, skipped: open}
          open:   {await: {event: {type: page.viewed}, for: P2D}, next: idle}
      """;

  private static final String TOUR =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: tour, version: 1}
      spec:
        entry: {audience: {name: buyers, on: entered}}
        goal: {event: {type: page.viewed}, within: P7D}
        policy: marketing
        start: sides
        steps:
          sides:  {experiment: {sides: [{name: a, share: 99.5, next: note}], control: {share: 0.5, next: note}}}
          note:   {emit: {type: tour.began, properties: {country: profile.country}}, next: where}
          where:  {branch: [{when: "profile.country == 'FR'", next: onward}], else: ask}
          ask:    {call: {channel: email, template: reminder, for: PT30S}, next: tier}
          tier:   {branch: [{when: "steps.ask.answer.tier == 'gold'", next: onward}], else: onward}
          onward: {jump: {journey: cart, end: true}, failed: over}
          over:   {end: {}}
      """;

  @TempDir static Path data;
  private static TestInstallation installation;

  @TempDir Path files;
  private String prefix;
  private SmallJob job;

  @BeforeAll
  static void start() {
    installation = TestInstallation.start(data);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @BeforeEach
  void begin(TestInfo test) throws IOException {
    prefix = test.getTestMethod().orElseThrow().getName() + ".";
    Topics topics = installation.topics(prefix, 3);
    job = new SmallJob(installation, topics);
    job.define(DOCUMENTS);
    Files.writeString(files.resolve("documents.yaml"), DOCUMENTS);
    assertThat(installation.run(prefix, "apply", files.toString()).exitCode()).isZero();
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void aStayIsToldFromItsLateEventToWhereThePersonIsNow() throws IOException {
    JsonNode sent = remind("ann");
    enter("ben");

    Ran ran = explain("ann", "--zone", "Europe/Paris");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .contains("times in Europe/Paris")
        .contains("cart, version 1, instance ")
        .containsPattern(
            "by event `cart.updated` \\(e-ann\\), which was logged 4 min .*after it occurred")
        .contains("waited 200 ms → `remind`")
        .contains(
            "message requested over email with template reminder version 1 to ann@example.com")
        .contains("sent, after 2 attempts")
        .contains("the message was sent → `again`")
        .contains("not sent: capped, ")
        .contains("now      waits at `open` for event `page.viewed`")
        .containsPattern("capped +Look at the earlier messages")
        .doesNotContain("ben");
    assertThat(sent.get("outcome").get("status").asText()).isEqualTo("sent");
  }

  @Test
  void onlyThePartitionOfTheKeyIsRead() throws IOException {
    for (int i = 0; i < 12; i++) {
      enter("person-" + i);
    }

    JsonNode read = json("person-0").get("read");

    assertThat(read).hasSize(5);
    for (JsonNode part : read) {
      assertThat(part.get("partitions")).hasSize(1);
      assertThat(part.get("unreadable").asLong()).isZero();
    }
    assertThat(read.get(0).get("topic").asText()).isEqualTo("journey-steps");
    // Each of the twelve has two records there: entered, waiting.
    assertThat(read.get(0).get("records").asLong()).isBetween(2L, 22L);
    assertThat(json("person-0").get("visits")).hasSize(1);
  }

  @Test
  void whatAReplayWroteAgainIsToldOnce() throws IOException {
    remind("ann");
    JsonNode before = json("ann");

    job.replay();

    JsonNode after = json("ann");
    assertThat(after.get("repeated").asInt()).isPositive();
    assertThat(after.get("visits").get(0).get("transitions"))
        .isEqualTo(before.get("visits").get(0).get("transitions"));
    assertThat(after.get("visits").get(0).get("requests"))
        .isEqualTo(before.get("visits").get(0).get("requests"));
  }

  @Test
  void aMessageIsExplainedByTheBeginningOfItsId() throws IOException {
    String id = remind("ann").get("id").asText();

    JsonNode json = json("ann", "--request", id.substring(0, 6));

    assertThat(json.get("visits").get(0).get("transitions"))
        .extracting(t -> t.get("kind").asText())
        .containsExactly("entered", "waiting", "passed", "sent");
    assertThat(json.get("visits").get(0).get("now").get("step").asText()).isEqualTo("open");
    assertThat(explain("ann", "--request", "zzz").exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(explain("ann", "--request", "zzz").err()).contains("begins with zzz");
  }

  @Test
  void whatWasLoggedBeforeOrAfterIsLeftOut() throws IOException {
    enter("ann");
    Instant order = order("ann");

    JsonNode before = json("ann", "--until", order.toString());
    JsonNode after = json("ann", "--since", order.toString());

    assertThat(before.get("visits").get(0).get("now").get("is").asText()).isEqualTo("waiting");
    assertThat(before.get("audiences")).isEmpty();
    assertThat(after.get("visits").get(0).get("fromBeginning").asBoolean()).isFalse();
    assertThat(after.get("visits").get(0).get("now").get("reason").asText()).isEqualTo("exit");
    assertThat(after.get("audiences").get(0).get("changes").get(0).get("says").asText())
        .contains("order.placed");
    assertThat(explain("ann", "--since", "PT0S").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aRefusalAnswersWhyNot_E9() throws IOException {
    enter("ann");
    order("ann");
    job.signal("ann", cart("e-2", Map.of("items", 1), Duration.ZERO));

    Ran ran = explain("ann", "--why-not", "cart");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .contains("why not cart?")
        .contains("the person was in it last: ended ")
        .contains(
            "reentry, the journey does not let the person in again yet, or ever, by event `cart.updated` (e-2)");
  }

  @Test
  void whereNothingIsRecordedTheChecksAreTold_E9() {
    job.signal("ann", cart("e-1", Map.of("items", 0), Duration.ZERO));

    Ran ran = explain("ann", "--why-not", "cart");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .contains("[yes] an event `cart.updated` of the person was logged: 1 was")
        .contains("[?  ] its condition `event.items > 0` held")
        .contains("in the last one items = 0");
  }

  @Test
  void everyKindOfStepIsTold() throws IOException {
    job.define(TOUR);
    Files.writeString(files.resolve("tour.yaml"), TOUR);
    assertThat(installation.run(prefix, "apply", files.toString()).exitCode())
        .isEqualTo(ExitCode.OK);
    job.signal(
        "ann",
        ProfileUpdate.newBuilder()
            .setId("u-ann")
            .setOccurredAt(Instant.now())
            .setAttributes(Values.toAvro(Map.of("email", "ann@example.com", "country", "DE")))
            .setConsents(Map.of("email", "in"))
            .build());
    order("ann");
    JsonNode request = json("ann").get("visits").get(0).get("requests").get(0);
    job.signal("ann", report(request, "sent", Map.of("tier", "gold")));

    Ran ran = explain("ann");

    assertThat(ran.out())
        .containsSubsequence(
            "tour, version 1, instance ",
            "by event `order.placed` (o-ann) — came into audience `buyers` (version 1)",
            "now      ended ",
            "a step led on to another journey",
            "entered → `sides`",
            "assigned to side `a` (99.5 percent) → `note`",
            "emitted event `tour.began` — id ",
            "took `else`: no condition held — `profile.country == 'FR'` (profile.country = DE) → `ask`",
            "called email with template reminder, request ",
            "(30 s)",
            "sent, after 2 attempts",
            "called email: it answered — {tier: 'gold'} → `tier`",
            "took `when steps.ask.answer.tier == 'gold'`",
            "ended: jumped, a step led on to another journey, by report `sent` on request ",
            "— journey cart",
            "cart, version 1, instance ",
            "— jumped from tour/onward",
            "now      waits at `idle`",
            "audience buyers: in it since ",
            "by event `order.placed` (o-ann); `events` turned: {count: {atLeast: 1}, type: order.placed, within: P30D}");
  }

  @Test
  void deadLettersOfThePersonAreTold() {
    job.signal("ann", cart("e-1", Map.of("items", "two"), Duration.ZERO));
    job.signal("ben", cart("e-1", Map.of("items", "three"), Duration.ZERO));

    assertThat(explain("ann").out()).containsOnlyOnce("entry of journey cart: the condition");
  }

  @Test
  void ofWhomNothingIsKnownNothingIsTold() {
    Ran ran = explain("nobody");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(ran.out()).contains("Nothing is known of this person");
    assertThat(explain("nobody", "--json").out()).contains("\"known\":false");
  }

  @Test
  void mistakesInOptionsAreToldWithWhatCanBeWritten() {
    assertThat(explain("ann", "--zone", "Paris").err()).contains("there is no zone Paris");
    assertThat(explain("ann", "--since", "yesterday").err()).contains("--since: 'yesterday'");
    assertThat(explain("ann", "--journey", "a", "--why-not", "a").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  /** Ann comes in by a late event. */
  private Instant enter(String profile) {
    job.signal(
        profile,
        ProfileUpdate.newBuilder()
            .setId("u-" + profile)
            .setOccurredAt(Instant.now())
            .setAttributes(Values.toAvro(Map.of("email", profile + "@example.com")))
            .setConsents(Map.of("email", "in"))
            .build());
    return job.signal(
        profile, cart("e-" + profile, Map.of("items", 2), Duration.ofMinutes(4).plusSeconds(1)));
  }

  /** As above, and a reminder is sent to her. */
  private JsonNode remind(String profile) throws IOException {
    job.wake(profile, enter(profile).plusMillis(200));
    JsonNode request = json(profile).get("visits").get(0).get("requests").get(0);
    job.signal(profile, report(request, "sent", Map.of()));
    return json(profile).get("visits").get(0).get("requests").get(0);
  }

  private static DeliveryReport report(
      JsonNode request, String status, Map<String, Object> answer) {
    JsonNode origin = request.get("origin");
    return DeliveryReport.newBuilder()
        .setRequestId(request.get("id").asText())
        .setStatus(status)
        .setAt(Instant.now())
        .setChannel("email")
        .setOrigin(
            new JourneyOrigin(
                origin.get("journey").asText(),
                origin.get("version").asInt(),
                origin.get("instance").asText(),
                origin.get("step").asText()))
        .setAttempts(2)
        .setAnswer(answer.isEmpty() ? null : Values.toStruct(answer))
        .build();
  }

  private Instant order(String profile) {
    return job.signal(
        profile,
        CustomerEvent.newBuilder()
            .setType("order.placed")
            .setId("o-" + profile)
            .setOccurredAt(Instant.now())
            .setProperties(Map.of())
            .build());
  }

  private static CustomerEvent cart(String id, Map<String, Object> properties, Duration late) {
    return CustomerEvent.newBuilder()
        .setType("cart.updated")
        .setId(id)
        .setOccurredAt(Instant.now().minus(late))
        .setProperties(Values.toAvro(properties))
        .build();
  }

  private JsonNode json(String profile, String... options) throws IOException {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--json";
    Ran ran = explain(profile, all);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    return new ObjectMapper().readTree(ran.out());
  }

  private Ran explain(String profile, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "explain";
    args[1] = profile;
    System.arraycopy(options, 0, args, 2, options.length);
    return installation.run(prefix, args);
  }
}
