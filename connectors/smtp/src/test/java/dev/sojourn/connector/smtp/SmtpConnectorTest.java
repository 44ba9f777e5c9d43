package dev.sojourn.connector.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import dev.sojourn.connector.testkit.ChannelConnectorContract;
import dev.sojourn.connector.testkit.Provider;
import dev.sojourn.connector.testkit.Provider.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.server.SMTPServer;

/** The contract over a real SMTP server, and what is particular to mail. */
class SmtpConnectorTest extends ChannelConnectorContract {

  @Override
  protected ConnectorFactory factory() {
    return new SmtpConnectorFactory();
  }

  @Override
  protected Provider startProvider() {
    return new SmtpProvider();
  }

  @Override
  protected Map<String, Object> configurationOfNobody() {
    try (ServerSocket free = new ServerSocket(0)) {
      return Map.of(
          "host", "localhost", "port", (long) free.getLocalPort(), "from", "shop@example.com");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  protected Map<String, String> parts(String text) {
    return Map.of("subject", text, "text", text, "html", "<p>" + text + "</p>");
  }

  @Override
  protected String address(int number) {
    return "customer-" + number + "@example.org";
  }

  @Test
  void mailHasBothPartsAndItsHeaders() {
    Map<String, Object> configuration = new HashMap<>(provider().configuration());
    configuration.put("replyTo", "help@example.com");
    configuration.put("listUnsubscribe", "https://example.com/unsubscribe?u=1");
    Delivery delivery =
        new Delivery(
            "cart.7f-1",
            "p",
            "zoë@example.org".replace("ë", "e"),
            Map.of("subject", "Ihr Einkauf, Zoë", "text", "Grüße", "html", "<b>Grüße</b>"),
            1,
            Duration.ofSeconds(10));
    try (ChannelConnector own = factory().create(configuration, text -> text)) {
      assertThat(answer(own, delivery)).isEqualTo(Outcome.Accepted.as("<cart.7f-1@example.com>"));
    }
    Received mail = provider().received().get(0);
    assertThat(mail.recipients()).containsExactly("zoe@example.org");
    assertThat(mail.headers())
        .containsEntry("message-id", List.of("<cart.7f-1@example.com>"))
        .containsEntry("from", List.of("The Shop <shop@example.com>"))
        .containsEntry("reply-to", List.of("help@example.com"))
        .containsEntry("list-unsubscribe", List.of("<https://example.com/unsubscribe?u=1>"))
        .containsEntry("list-unsubscribe-post", List.of("List-Unsubscribe=One-Click"))
        .containsKeys("date", "subject");
    assertThat(mail.content()).contains("[text/plain] Grüße").contains("[text/html] <b>Grüße</b>");
  }

  @Test
  void textAloneAndHtmlAloneAreMails() {
    answer(connector(), with(Map.of("subject", "s", "text", "only text")));
    answer(connector(), with(Map.of("subject", "s", "html", "<i>only html</i>")));
    assertThat(provider().received())
        .extracting(received -> received.content().strip())
        .containsExactly("[text/plain] only text", "[text/html] <i>only html</i>");
  }

  @ParameterizedTest
  @CsvSource({
    "450, Transient",
    "451, Transient",
    "452, Transient",
    "550, Permanent",
    "552, Permanent",
    "554, Permanent",
    "530, Misconfigured",
    "535, Misconfigured",
    "421, Throttled"
  })
  void replyIsClassified_D6(int reply, String outcome) {
    smtp().refuseWith(reply);
    assertThat(answer(connector(), delivery("request-1")).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void detailNeverShowsTheAddress() {
    smtp().refuseWith(550);
    assertThat(answer(connector(), delivery("request-1")).toString()).doesNotContain("customer-1");
  }

  @Test
  void connectionsAreUsedAgain() {
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(connector().send(delivery("request-" + i)));
    }
    answers.forEach(each -> each.orTimeout(30, TimeUnit.SECONDS).join());
    assertThat(provider().received()).hasSize(200);
    assertThat(smtp().connections()).isBetween(1, 4);
  }

  @Test
  void mailThatNoConnectionHasBegunWithinItsTimeCostsNoAttempt_D6() {
    provider().behave(Provider.Behaviour.HANG);
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(connector().send(within(Duration.ofMillis(600), i)));
    }
    List<Outcome> outcomes =
        answers.stream().map(each -> each.orTimeout(30, TimeUnit.SECONDS).join()).toList();

    assertThat(outcomes)
        .allMatch(each -> each instanceof Outcome.Throttled || each instanceof Outcome.Transient);
    assertThat(outcomes.stream().filter(Outcome.Transient.class::isInstance))
        .as("tried by a connection")
        .hasSizeBetween(1, 12);
  }

  @Test
  void timeLimitCountsFromWhenAConnectionBeginsWithTheMail() {
    Map<String, Object> configuration = new HashMap<>(provider().configuration());
    configuration.put("connections", 1L);
    try (ChannelConnector one = factory().create(configuration, text -> text)) {
      provider().behave(Provider.Behaviour.HANG);
      long begin = System.nanoTime();
      CompletableFuture<Outcome> first = one.send(within(Duration.ofSeconds(1), 1));
      CompletableFuture<Outcome> second = one.send(within(Duration.ofSeconds(3), 2));
      assertThat(first.orTimeout(30, TimeUnit.SECONDS).join())
          .isInstanceOf(Outcome.Transient.class);
      assertThat(second.orTimeout(30, TimeUnit.SECONDS).join())
          .isInstanceOf(Outcome.Transient.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThan(Duration.ofMillis(3_500));
    }
  }

  private Delivery within(Duration time, int number) {
    return new Delivery("request-" + number, "p", address(number), parts("x"), 1, time);
  }

  @Test
  void deadIdleConnectionIsOpenedAgainWithoutCostingAnAttempt() {
    for (int i = 0; i < 12; i++) {
      answer(connector(), delivery("request-" + i));
    }
    smtp().hangUp();
    for (int i = 0; i < 12; i++) {
      assertThat(answer(connector(), delivery("again-" + i))).isInstanceOf(Outcome.Accepted.class);
    }
    assertThat(provider().received()).hasSize(24);
  }

  @Test
  void requiredTlsThatTheServerLacksIsMisconfigured() {
    Map<String, Object> configuration = new HashMap<>(provider().configuration());
    configuration.put("startTls", "required");
    try (ChannelConnector own = factory().create(configuration, text -> text)) {
      assertThat(answer(own, delivery("request-1"))).isInstanceOf(Outcome.Misconfigured.class);
    }
    assertThat(provider().received()).isEmpty();
  }

  @Test
  void tlsIsUsedWhereItIsOfferedAndTrustedWhereItIsRequired(@TempDir Path directory)
      throws Exception {
    SSLContext selfSigned = SelfSigned.forLocalhost(directory);
    try (SmtpProvider secure =
        new SmtpProvider(builder -> builder.requireTLS().startTlsSocketFactory(selfSigned))) {
      Map<String, Object> configuration = new HashMap<>(secure.configuration());
      try (ChannelConnector own = factory().create(configuration, text -> text)) {
        assertThat(answer(own, delivery("opportunistic"))).isInstanceOf(Outcome.Accepted.class);
      }
      configuration.put("startTls", "none");
      try (ChannelConnector own = factory().create(configuration, text -> text)) {
        assertThat(answer(own, delivery("none"))).isInstanceOf(Outcome.Misconfigured.class);
      }
      configuration.put("startTls", "required");
      try (ChannelConnector own = factory().create(configuration, text -> text)) {
        // A certificate that nobody vouches for: it may be an attacker's, and the provider may mend
        // it.
        assertThat(answer(own, delivery("required"))).isInstanceOf(Outcome.Transient.class);
      }
      assertThat(secure.received()).hasSize(1);
    }
  }

  @Test
  void serverThatWantsCredentialsWeHaveNotIsMisconfigured() {
    try (SmtpProvider strict = new SmtpProvider(SMTPServer.Builder::requireAuth);
        ChannelConnector own = factory().create(strict.configuration(), text -> text)) {
      assertThat(answer(own, delivery("request-1"))).isInstanceOf(Outcome.Misconfigured.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "from, nobody",
    "from, 'a@example.com, b@example.com'",
    "from, ''",
    "host, ''",
    "port, 0",
    "port, 70000",
    "startTls, always",
    "connections, 0",
    "username, only",
    "listUnsubscribe, javascript:alert(1)",
    "replyTo, '<'"
  })
  void configurationIsChecked(String option, String value) {
    Map<String, Object> configuration = new HashMap<>(provider().configuration());
    configuration.put(option, value.matches("[0-9]+") ? Long.valueOf(value) : value);
    assertThat(factory().check(configuration)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "no-at-sign",
    "@example.org",
    "a@",
    "a b@example.org",
    "a@b@example.org",
    "group:a@example.org;",
    "é@example.org"
  })
  void addressThatIsNotOneIsPermanent(String address) {
    Delivery delivery =
        new Delivery("request-1", "p", address, parts("x"), 1, Duration.ofSeconds(10));
    assertThat(answer(connector(), delivery)).isInstanceOf(Outcome.Permanent.class);
    assertThat(provider().received()).isEmpty();
  }

  @Test
  void domainOfAnotherScriptIsWrittenAsAscii() {
    Delivery delivery =
        new Delivery("request-1", "p", "a@bücher.example", parts("x"), 1, Duration.ofSeconds(10));
    answer(connector(), delivery);
    assertThat(provider().received().get(0).recipients())
        .containsExactly("a@xn--bcher-kva.example");
  }

  private Delivery with(Map<String, String> parts) {
    return new Delivery("request-1", "p", address(1), parts, 1, Duration.ofSeconds(10));
  }

  private SmtpProvider smtp() {
    return (SmtpProvider) provider();
  }
}
