package dev.sojourn.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sojourn.connector.Answer;
import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import dev.sojourn.connector.Secrets;
import dev.sojourn.connector.Secrets.MissingSecretException;
import dev.sojourn.connector.testkit.Provider.Behaviour;
import dev.sojourn.connector.testkit.Provider.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every connector keeps to (C). Extended by each connector's test, which gives the real
 * counterpart.
 */
@Timeout(60)
public abstract class ChannelConnectorContract {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Secrets NONE =
      text -> {
        if (text.contains("${")) {
          throw new MissingSecretException(text);
        }
        return text;
      };

  private Provider provider;
  private ChannelConnector connector;

  /** The factory under test, made afresh. */
  protected abstract ConnectorFactory factory();

  /** Starts a counterpart that accepts everything. */
  protected abstract Provider startProvider() throws Exception;

  /** A configuration of a place where nothing listens. */
  protected abstract Map<String, Object> configurationOfNobody();

  /** Parts of an ordinary message in which this text must arrive. */
  protected abstract Map<String, String> parts(String text);

  /** An ordinary address, different for each number. */
  protected abstract String address(int number);

  @BeforeEach
  final void start() throws Exception {
    provider = startProvider();
    connector = factory().create(provider.configuration(), NONE);
  }

  @AfterEach
  final void stop() {
    connector.close();
    provider.close();
  }

  /** The counterpart of this test. */
  protected final Provider provider() {
    return provider;
  }

  /** The connector of this test. */
  protected final ChannelConnector connector() {
    return connector;
  }

  /** An ordinary delivery. */
  protected final Delivery delivery(String id) {
    return new Delivery(id, "profile-1", address(1), parts("hello"), 1, LONG);
  }

  /** Sends and waits for the answer. */
  protected static Outcome answer(ChannelConnector connector, Delivery delivery) {
    CompletableFuture<Outcome> future = connector.send(delivery);
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(ConnectorFactory.class))
        .anyMatch(found -> found.type().equals(factory().type()));
  }

  @Test
  void acceptsItsOwnConfigurationAndRefusesAnEmptyOne() {
    assertThat(factory().check(provider.configuration())).isEmpty();
    assertThat(factory().check(Map.of())).isNotEmpty();
    assertThatThrownBy(() -> factory().create(Map.of(), NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAnUnknownOption() {
    Map<String, Object> configuration = new java.util.HashMap<>(provider.configuration());
    configuration.put("colour", "blue");
    assertThat(factory().check(configuration)).anyMatch(problem -> problem.contains("colour"));
  }

  @Test
  void accepted() {
    Outcome outcome = answer(connector, delivery("request-1"));

    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    Outcome.Accepted accepted = (Outcome.Accepted) outcome;
    assertThat(accepted.providerId()).isPresent();
    assertThat(accepted.answer()).as("nobody asked for one").isEqualTo(Answer.NONE);
    assertThat(provider.received())
        .singleElement()
        .satisfies(received -> assertThat(received.content()).contains("hello"));
  }

  @Test
  void idempotencyKeyIsTheSameOverAttempts() {
    answer(connector, delivery("request-1"));
    answer(connector, delivery("request-1"));
    answer(connector, delivery("request-2"));

    List<String> keys = provider.received().stream().map(Received::idempotencyKey).toList();
    assertThat(keys.get(0)).contains("request-1").isEqualTo(keys.get(1));
    assertThat(keys.get(2)).contains("request-2").isNotEqualTo(keys.get(0));
  }

  @Test
  void nobodyListeningIsTransient() {
    try (ChannelConnector lost = factory().create(configurationOfNobody(), NONE)) {
      assertThat(answer(lost, delivery("request-1"))).isInstanceOf(Outcome.Transient.class);
    }
  }

  @Test
  void failureForNowIsTransientAndTheNextIsAccepted() {
    behave(Behaviour.FAIL_FOR_NOW);
    assertThat(answer(connector, delivery("request-1"))).isInstanceOf(Outcome.Transient.class);
    behave(Behaviour.ACCEPT);
    assertThat(answer(connector, delivery("request-1"))).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void droppedConnectionIsTransientAndTheNextIsAccepted() {
    behave(Behaviour.DROP);
    assertThat(answer(connector, delivery("request-1"))).isInstanceOf(Outcome.Transient.class);
    behave(Behaviour.ACCEPT);
    assertThat(answer(connector, delivery("request-1"))).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void timeLimitIsKeptAndTransient() {
    behave(Behaviour.HANG);
    Delivery impatient =
        new Delivery(
            "request-1", "profile-1", address(1), parts("hello"), 1, Duration.ofMillis(300));
    long begin = System.nanoTime();

    Outcome outcome = answer(connector, impatient);

    assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    assertThat(((Outcome.Transient) outcome).code()).isEqualTo("timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    behave(Behaviour.ACCEPT);
    assertThat(answer(connector, delivery("request-2"))).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void refusalIsPermanent() {
    behave(Behaviour.REFUSE);
    assertThat(answer(connector, delivery("request-1"))).isInstanceOf(Outcome.Permanent.class);
  }

  @Test
  void throttledWithoutATime() {
    behave(Behaviour.THROTTLE);
    assertThat(answer(connector, delivery("request-1"))).isInstanceOf(Outcome.Throttled.class);
  }

  @Test
  void throttledWithATime() {
    behave(Behaviour.THROTTLE_WITH_TIME);
    Outcome outcome = answer(connector, delivery("request-1"));
    assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
    assertThat(((Outcome.Throttled) outcome).retryAfter())
        .contains(Duration.ofSeconds(Provider.RETRY_AFTER_SECONDS));
  }

  @Test
  void refusedCredentialsAreMisconfigured() {
    behave(Behaviour.REFUSE_CREDENTIALS);
    try (ChannelConnector other =
        factory()
            .create(
                provider.configurationWithSecret("${env:IT}"), secrets(Map.of("IT", "wrong")))) {
      assertThat(answer(other, delivery("request-1"))).isInstanceOf(Outcome.Misconfigured.class);
    }
  }

  @Test
  void missingSecretIsMisconfiguredAndIsSeenOnceItIsThere() {
    Map<String, String> environment = new java.util.concurrent.ConcurrentHashMap<>();
    try (ChannelConnector other =
        factory().create(provider.configurationWithSecret("${env:IT}"), secrets(environment))) {
      Outcome outcome = answer(other, delivery("request-1"));
      assertThat(outcome).isInstanceOf(Outcome.Misconfigured.class);
      assertThat(((Outcome.Misconfigured) outcome).code()).isEqualTo("secret-missing");
      assertThat(provider.received()).isEmpty();

      environment.put("IT", Provider.SECRET);
      assertThat(answer(other, delivery("request-1"))).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void answerIsTypedAndHasTheProvidersIdBesideIt_S9() {
    try (ChannelConnector asking = asking(Behaviour.ANSWER)) {
      Outcome.Accepted accepted = (Outcome.Accepted) answer(asking, delivery("request-1"));

      assertThat(accepted.answer()).isEqualTo(new Answer(Provider.ANSWER));
      assertThat(accepted.providerId()).isPresent();
    }
  }

  @Test
  void answerThatCannotBeReadIsPermanentAndTheNextIsRead_S9() {
    try (ChannelConnector asking = asking(Behaviour.ANSWER_UNREADABLE)) {
      assertAnswerRefused(asking, Answer.UNREADABLE);
    }
  }

  @Test
  void answerThatIsTooLargeIsPermanentAndTheNextIsRead_S9() {
    try (ChannelConnector asking = asking(Behaviour.ANSWER_TOO_LARGE)) {
      assertAnswerRefused(asking, Answer.TOO_LARGE);
    }
  }

  @Test
  void connectorThatKnowsNoAnswersCannotBeAskedForOne_S9() {
    assumeTrue(provider.configurationWithAnswers().isEmpty(), "it knows answers");
    Map<String, Object> configuration = new java.util.HashMap<>(provider.configuration());
    configuration.put("answer", Map.of());

    assertThat(factory().check(configuration)).anyMatch(problem -> problem.contains("answer"));
  }

  @Test
  void manyCallsInFlightDoNotBlockTheCaller() {
    behave(Behaviour.HANG);
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    answers.add(connector.send(delivery("warm-up")));
    long begin = System.nanoTime();

    for (int i = 0; i < 100; i++) {
      answers.add(connector.send(delivery("request-" + i)));
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    await().until(() -> provider.pending() > 0);
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    behave(Behaviour.ACCEPT);
    await().atMost(LONG).until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    assertThat(answers).allMatch(each -> each.join() instanceof Outcome.Accepted);
  }

  @Test
  void closeEndsCallsInFlight() {
    behave(Behaviour.HANG);
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      answers.add(connector.send(delivery("request-" + i)));
    }
    await().until(() -> provider.pending() > 0);

    connector.close();

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    assertThatCode(connector::close).doesNotThrowAnyException();
    assertThat(connector.send(delivery("late")).orTimeout(5, TimeUnit.SECONDS))
        .satisfiesAnyOf(
            late -> assertThat(late.join()).isInstanceOf(Outcome.Transient.class),
            late -> assertThat(late).isCompletedExceptionally());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil\r\nX-Injected: yes",
        "evil\nBcc: victim@example.org",
        "evil\r\n.\r\nMAIL FROM:<x@example.org>",
        "evil\0nul",
        "\u2028\u202e\uD83D\uDE00"
      })
  void hostileRequestIdIsRefusedOrContained(String id) {
    assertContained(delivery(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.org\r\nRCPT TO:<victim@example.org>",
        "a@example.org\nBcc: victim@example.org",
        "a@example.org, victim@example.org",
        "<a@example.org> <victim@example.org>",
        "a@example.org\0",
        "",
        " "
      })
  void hostileAddressIsRefusedOrContained(String address) {
    assertContained(new Delivery("request-1", "profile-1", address, parts("hello"), 1, LONG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil\r\nX-Injected: yes\r\n\r\nbody",
        "evil\r\n.\r\nMAIL FROM:<x@example.org>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\n",
        "\uD800 half a pair",
        "\0\u0001\u001b[2J"
      })
  void hostilePartsAreRefusedOrContained(String text) {
    Map<String, String> hostile = new java.util.HashMap<>();
    parts("hello").forEach((name, ordinary) -> hostile.put(name, text));
    assertContained(new Delivery("request-1", "profile-1", address(1), hostile, 1, LONG));
  }

  @Test
  void noPartsAtAllIsPermanent() {
    Delivery empty = new Delivery("request-1", "profile-1", address(1), Map.of(), 1, LONG);
    assertThat(answer(connector, empty)).isInstanceOf(Outcome.Permanent.class);
  }

  private void assertContained(Delivery hostile) {
    Outcome outcome = answer(connector, hostile);

    assertThat(outcome).isInstanceOfAny(Outcome.Accepted.class, Outcome.Permanent.class);
    assertThat(provider.received()).hasSizeLessThanOrEqualTo(1);
    for (Received received : provider.received()) {
      assertThat(received.headers()).doesNotContainKeys("x-injected", "bcc");
      assertThat(received.recipients()).hasSizeLessThanOrEqualTo(1);
      assertThat(received.recipients()).noneMatch(each -> each.contains("victim"));
    }
    assertThat(answer(connector, delivery("request-after"))).isInstanceOf(Outcome.Accepted.class);
  }

  /** A connector that wants answers, at a provider that behaves like this. */
  private ChannelConnector asking(Behaviour behaviour) {
    Optional<Map<String, Object>> configuration = provider.configurationWithAnswers();
    assumeTrue(configuration.isPresent(), "the connector knows no answers");
    behave(behaviour);
    return factory().create(configuration.get(), NONE);
  }

  private void assertAnswerRefused(ChannelConnector asking, String code) {
    Outcome outcome = answer(asking, delivery("request-1"));

    assertThat(outcome).isInstanceOf(Outcome.Permanent.class);
    assertThat(((Outcome.Permanent) outcome).code()).isEqualTo(code);
    behave(Behaviour.ANSWER);
    assertThat(answer(asking, delivery("request-2"))).isInstanceOf(Outcome.Accepted.class);
  }

  private void behave(Behaviour behaviour) {
    assumeTrue(provider.behaviours().contains(behaviour), "the protocol has no " + behaviour);
    provider.behave(behaviour);
  }

  private static Secrets secrets(Map<String, String> environment) {
    return text -> {
      String resolved = text;
      for (Map.Entry<String, String> entry : environment.entrySet()) {
        resolved = resolved.replace("${env:" + entry.getKey() + "}", entry.getValue());
      }
      return NONE.resolve(resolved);
    };
  }
}
