package dev.sojourn.journeys.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.fixture.SignalValues;
import dev.sojourn.journeys.intake.Inbound;
import dev.sojourn.journeys.output.Destination;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.registry.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator that keeps people, with the real engine, on both state backends. */
class ProfileFunctionTest {
  private static final long T = 1_700_000_000_000L;
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final long DUE = T + WAIT.toMillis();

  private final SharedRegistry registry = new SharedRegistry();
  private final SignalValues values = new SignalValues(registry, Topics.DEFAULT.signals());
  private ProfileSubtasks operator;

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  /** An operator that knows the shop's definitions as in effect from T on, and has read up to T. */
  private void start(Backend backend, int parallelism, ProfileLogic logic) throws Exception {
    operator = ProfileSubtasks.start(backend, parallelism, logic, registry);
    for (SourceDocument document : Shop.documents(WAIT)) {
      operator.publish(document, T - 1_000);
    }
    operator.readTo(T);
  }

  private void start(Backend backend) throws Exception {
    start(backend, 1, ProfileLogic.engine());
  }

  private void address(String profile, long at) throws Exception {
    operator.signal(profile, at, values.address(profile + "@example.com", at));
  }

  private void cart(String profile, long at) throws Exception {
    operator.signal(
        profile, at, values.event("cart.updated", "cart-" + at, at, Map.of("cartId", "c")));
  }

  private void order(String profile, long at) throws Exception {
    operator.signal(profile, at, values.event("order.placed", "order-" + at, at, Map.of()));
  }

  private List<Long> remindedAt() {
    return operator.records(MessageRequest.class).stream()
        .map(request -> request.getRequestedAt().toEpochMilli())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void aWakeUpFiresWhenTheWatermarkHasPassedItAndOnce_T2(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T);
    operator.readTo(DUE);
    assertThat(remindedAt()).isEmpty();
    operator.readTo(DUE + 1);
    assertThat(remindedAt()).containsExactly(DUE);
    operator.readTo(DUE + 1_000_000);
    assertThat(remindedAt()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasDueBeforeASignalRunsBeforeItWhateverTheWatermark_T2(Backend backend)
      throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T);
    operator.definitionsReadTo(DUE);
    order("ann", DUE + 1);
    assertThat(remindedAt()).containsExactly(DUE);
  }

  @ParameterizedTest
  @EnumSource
  void aSignalLoggedAtTheDueTimeIsHandledBeforeTheWakeUp_T2(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T);
    operator.definitionsReadTo(DUE);
    order("ann", DUE);
    operator.readTo(DUE + 10_000);
    assertThat(remindedAt()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void rule4OnePartitionBehindStopsTheTimersOfAll(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T);
    operator.definitionsReadTo(DUE + 10_000);
    assertThat(remindedAt()).isEmpty();
    operator.signalsReadTo(DUE + 1);
    assertThat(remindedAt()).containsExactly(DUE);
  }

  @ParameterizedTest
  @EnumSource
  void rule5ASignalBeyondWhatIsKnownOfTheDefinitionsWaits(Backend backend) throws Exception {
    start(backend);
    order("ann", T + 1_000);
    assertThat(operator.records()).isEmpty();
    operator.definitionsReadTo(T + 1);
    assertThat(operator.records()).as("the watermark has not come").isEmpty();
    operator.signalsReadTo(T + 1_001);
    assertThat(operator.records(AudienceChange.class))
        .singleElement()
        .satisfies(change -> assertThat(change.getAt().toEpochMilli()).isEqualTo(T + 1_000));
  }

  @ParameterizedTest
  @EnumSource
  void rule5WhatComesWhileOneWaitsWaitsBehindIt(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T + 1_000);
    operator.definitionsReadTo(T + 500);
    // Known by now, but what came before it has not been handled.
    order("ann", T + 1_200);
    // Somebody else has nothing to wait for.
    order("bob", T + 1_200);
    assertThat(operator.records(AudienceChange.class))
        .extracting(AudienceChange::getProfile)
        .containsExactly("bob");
    operator.readTo(T + 2_000);
    assertThat(operator.records(JourneyStep.class))
        .extracting(JourneyStep::getKind)
        .containsExactly("entered", "waiting", "ended");
    assertThat(operator.records(AudienceChange.class))
        .extracting(AudienceChange::getProfile)
        .containsExactly("bob", "ann");
  }

  @ParameterizedTest
  @EnumSource
  void rule5AHeldSignalIsHandledUnderTheDefinitionsThatCameMeanwhile(Backend backend)
      throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T + 5_000);
    operator.publish(Shop.cartRecovery(2, Duration.ofMinutes(2)), T + 3_000);
    operator.readTo(T + 6_000);
    assertThat(operator.records(JourneyStep.class))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.getVersion()).isEqualTo(2));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDueBetweenTwoHeldSignalsRunsBetweenThem_T2(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T);
    operator.signalsReadTo(DUE + 5_000);
    order("ann", DUE + 2_000);
    cart("ann", DUE + 3_000);
    operator.definitionsReadTo(DUE + 5_000);
    assertThat(remindedAt()).containsExactly(DUE);
    assertThat(operator.records(JourneyStep.class))
        .extracting(JourneyStep::getKind)
        .containsExactly("entered", "waiting", "passed", "sent", "ended", "entered", "waiting");
  }

  @ParameterizedTest
  @EnumSource
  void rule10AStaleCallDoesNothing(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T);
    order("ann", T + 10);
    int written = operator.outputs().size();
    operator.readTo(DUE + 1);
    assertThat(operator.outputs()).hasSize(written);
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatWouldLoseItsTimersRefusesToBeDrained(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    cart("ann", T);
    assertThatThrownBy(() -> operator.drain()).hasStackTraceContaining("without --drain");
    assertThat(remindedAt()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everythingSurvivesRestartsWithOtherParallelism(Backend backend) throws Exception {
    start(backend);
    int people = 60;
    for (int i = 0; i < people; i++) {
      address("p" + i, T);
      cart("p" + i, T + i);
      // Held: beyond what is known.
      order("p" + i, T + 2_000 + i * 2_000L);
    }
    operator = operator.restartedWith(3);
    operator.readTo(T + 20_000);
    operator = operator.restartedWith(2);
    cart("p59", T + 125_000);
    operator.readTo(T + 20_001);
    operator = operator.restartedWith(3);
    operator.readTo(T + 300_000);
    // Who ordered within the minute got no mail; who ordered later had got one when the minute was
    // over.
    for (int i = 0; i < people; i++) {
      String profile = "p" + i;
      boolean inTime = 2_000 + i * 2_000L <= WAIT.toMillis() + i;
      List<Long> mails =
          operator.records(MessageRequest.class).stream()
              .filter(request -> request.getProfile().equals(profile))
              .map(request -> request.getRequestedAt().toEpochMilli())
              .toList();
      if (profile.equals("p59")) {
        assertThat(mails).containsExactly(DUE + i, T + 125_000 + WAIT.toMillis());
      } else if (inTime) {
        assertThat(mails).as(profile).isEmpty();
      } else {
        assertThat(mails).as(profile).containsExactly(DUE + i);
      }
    }
    assertThat(operator.records(AudienceChange.class)).hasSize(people);
  }

  @ParameterizedTest
  @EnumSource
  void rule5TheHistoryOfDefinitionsSurvivesARestart(Backend backend) throws Exception {
    start(backend);
    address("ann", T);
    address("bob", T);
    operator.publish(Shop.cartRecovery(2, Duration.ofMinutes(2)), T + 500);
    operator = operator.restartedWith(2);
    // Before the second version's effect, and after it; the log of definitions is not read again.
    cart("ann", T + 1_499);
    operator.definitionsReadTo(T + 1_000);
    cart("bob", T + 1_500);
    operator.readTo(T + 200_000);
    assertThat(operator.records(MessageRequest.class))
        .extracting(MessageRequest::getProfile, request -> request.getRequestedAt().toEpochMilli())
        .containsExactlyInAnyOrder(
            tuple("ann", T + 1_499 + 60_000), tuple("bob", T + 1_500 + 120_000));
  }

  @ParameterizedTest
  @EnumSource
  void rule8WhatCannotBeReadIsADeadLetterWithItsBytesAndOrigin(Backend backend) throws Exception {
    start(backend);
    byte[] whole = values.event("order.placed", "o", T, Map.of("total", 3.0));
    byte[] cutOff = Arrays.copyOf(whole, whole.length - 4);
    operator.in(new Inbound.Signal("ann", 3, 77, T, cutOff));
    assertThat(operator.records(DeadLetter.class))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getCode()).isEqualTo("bytes-unreadable");
              assertThat(letter.getTopic()).isEqualTo("sojourn.signals");
              assertThat(letter.getPartition()).isEqualTo(3);
              assertThat(letter.getOffset()).isEqualTo(77);
              assertThat(letter.getKey().array()).isEqualTo("ann".getBytes(StandardCharsets.UTF_8));
              assertThat(letter.getValue().array()).isEqualTo(cutOff);
              assertThat(letter.getAt().toEpochMilli()).isEqualTo(T);
            });
  }

  @ParameterizedTest
  @EnumSource
  void rule8AFailureOfTheEngineLeavesTheProfileAsItWas(Backend backend) throws Exception {
    start(backend, 1, new FaultyLogic());
    address("ann", T);
    cart("ann", T);
    operator.signal(
        "ann", T + 1, values.event("order.placed", FaultyLogic.POISON, T + 1, Map.of()));
    assertThat(operator.records(DeadLetter.class))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getCode()).isEqualTo("engine-error");
              assertThat(letter.getMessage())
                  .contains("IllegalStateException")
                  .doesNotContain("ann");
            });
    // The engine had exited the journey before it failed: nothing of that is left.
    operator.readTo(DUE + 1);
    assertThat(remindedAt()).containsExactly(DUE);
    assertThat(operator.records(AudienceChange.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void rule8AWakeUpOnWhichTheEngineFailsIsTriedAgain(Backend backend) throws Exception {
    FaultyLogic.wakeUpsFail(true);
    start(backend, 1, new FaultyLogic());
    address("ann", T);
    cart("ann", T);
    operator.readTo(DUE + 1);
    assertThat(operator.records(DeadLetter.class))
        .extracting(DeadLetter::getCode)
        .containsExactly("engine-error");
    FaultyLogic.wakeUpsFail(false);
    operator.readTo(DUE + ProfileStep.RETRY_AFTER + 1);
    assertThat(remindedAt()).containsExactly(DUE);
  }

  @ParameterizedTest
  @EnumSource
  void rule8ARegistryThatIsAwayFailsTheJobAndIsNoDeadLetter(Backend backend) throws Exception {
    start(backend);
    registry.reachable(false);
    assertThatThrownBy(() -> order("ann", T)).isInstanceOf(RegistryUnavailableException.class);
    registry.reachable(true);
    assertThat(operator.records()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anEventOfNoInterestChangesNothing_A11(Backend backend) throws Exception {
    start(backend);
    operator.signal("ann", T, values.event("page.viewed", "v", T, Map.of()));
    assertThat(operator.records()).isEmpty();
    assertThat(operator.timers()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatTheIntakeRedirectsGoesStraightOut(Backend backend) throws Exception {
    start(backend);
    Output output = new Output(Destination.SIGNALS, 2, new byte[] {1}, new byte[] {2});
    operator.in(new Inbound.Redirected("ann", output));
    assertThat(operator.outputs()).containsExactly(output);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedDefinitionIsReportedByOneSubtaskOnly(Backend backend) throws Exception {
    start(backend, 3, ProfileLogic.engine());
    Output letter = new Output(Destination.DEAD_LETTERS, Output.BY_KEY, null, new byte[] {1});
    operator.tell(new DefinitionNews.Refused(letter));
    assertThat(operator.outputs()).containsExactly(letter);
  }
}
