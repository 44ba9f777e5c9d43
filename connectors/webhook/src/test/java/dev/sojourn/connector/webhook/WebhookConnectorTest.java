package dev.sojourn.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import dev.sojourn.connector.testkit.ChannelConnectorContract;
import dev.sojourn.connector.testkit.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract over a real HTTP server, and what is particular to HTTP. */
class WebhookConnectorTest extends ChannelConnectorContract {

  @Override
  protected ConnectorFactory factory() {
    return new WebhookConnectorFactory();
  }

  @Override
  protected Provider startProvider() throws IOException {
    return new HttpProvider();
  }

  @Override
  protected Map<String, Object> configurationOfNobody() {
    try (ServerSocket free = new ServerSocket(0)) {
      return Map.of("type", "webhook", "url", "http://localhost:" + free.getLocalPort() + "/");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  protected Map<String, String> parts(String text) {
    return Map.of("body", text);
  }

  @Override
  protected String address(int number) {
    return "customer-" + number + "@example.org";
  }

  @ParameterizedTest
  @CsvSource({
    "200, Accepted",
    "202, Accepted",
    "204, Accepted",
    "301, Permanent",
    "302, Permanent",
    "400, Permanent",
    "404, Permanent",
    "410, Permanent",
    "422, Permanent",
    "401, Misconfigured",
    "403, Permanent",
    "408, Transient",
    "425, Transient",
    "500, Transient",
    "502, Transient",
    "503, Transient",
    "504, Transient",
    "429, Throttled"
  })
  void statusIsClassified_D6(int status, String outcome) {
    http().answer(status, Map.of("Location", http().url()), "");
    assertThat(answer(connector(), delivery("request-1")).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void retryAfterOfA503IsThrottled_D4() {
    http().answer(503, Map.of("Retry-After", "3"), "");
    assertThat(answer(connector(), delivery("request-1")))
        .isEqualTo(
            new Outcome.Throttled(
                java.util.Optional.of(Duration.ofSeconds(3)), "the provider answered 503"));
  }

  @Test
  void retryAfterMayBeADate_D4() {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3600).atOffset(ZoneOffset.UTC));
    http().answer(429, Map.of("Retry-After", date), "");
    Outcome.Throttled throttled = (Outcome.Throttled) answer(connector(), delivery("request-1"));
    assertThat(throttled.retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(3500), Duration.ofSeconds(3601));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1", "99999999999999999999", "''"})
  void unreadableRetryAfterIsLeftOut(String value) {
    http().answer(429, Map.of("Retry-After", value), "");
    Outcome.Throttled throttled = (Outcome.Throttled) answer(connector(), delivery("request-1"));
    assertThat(throttled.retryAfter()).isEmpty();
  }

  @Test
  void bearerTokenHeadersMethodAndIdempotencyHeaderAreSent() {
    Map<String, Object> configuration = new HashMap<>(provider().configurationWithSecret("${it}"));
    configuration.put("method", "put");
    configuration.put("contentType", "application/vnd.example+json");
    configuration.put("headers", Map.of("X-Tenant", "shop-7"));
    configuration.put("idempotencyHeader", "X-Request");
    try (ChannelConnector own =
        factory().create(configuration, text -> text.replace("${it}", Provider.SECRET))) {
      assertThat(answer(own, delivery("request-1"))).isEqualTo(Outcome.Accepted.as("p-1"));
    }
    assertThat(provider().received().get(0).headers())
        .containsEntry("authorization", List.of("Bearer " + Provider.SECRET))
        .containsEntry("content-type", List.of("application/vnd.example+json"))
        .containsEntry("x-tenant", List.of("shop-7"))
        .containsEntry("x-request", List.of("request-1"))
        .doesNotContainKey("idempotency-key");
  }

  @Test
  void hugeAnswerIsCutOffAndAcceptedAllTheSame() {
    http().answer(200, Map.of(), "x".repeat(8 * 1024 * 1024));
    assertThat(answer(connector(), delivery("request-1")))
        .isEqualTo(Outcome.Accepted.anonymously());
  }

  @Test
  void answerThatIsNotJsonHasNoProviderId() {
    http().answer(200, Map.of(), "<ok/>");
    assertThat(answer(connector(), delivery("request-1")))
        .isEqualTo(Outcome.Accepted.anonymously());
  }

  @Test
  void detailNeverShowsTheAnswer() {
    http().answer(422, Map.of(), "customer-1@example.org is unknown");
    Outcome.Permanent permanent = (Outcome.Permanent) answer(connector(), delivery("request-1"));
    assertThat(permanent.detail()).doesNotContain("customer-1");
  }

  @Test
  void secretWithALineBreakIsMisconfiguredAndNotShown() {
    try (ChannelConnector own =
        factory()
            .create(
                provider().configurationWithSecret("${it}"),
                text -> text.replace("${it}", "a\nb"))) {
      Outcome.Misconfigured outcome = (Outcome.Misconfigured) answer(own, delivery("request-1"));
      assertThat(outcome.detail()).doesNotContain("a\nb");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://example.org", "url, /relative", "url, 'http://'", "url, 'not an address'",
    "method, 'P O'", "idempotencyHeader, 'a b'", "idempotencyHeader, Host", "providerId, id"
  })
  void configurationIsChecked(String option, String value) {
    Map<String, Object> configuration = new HashMap<>(provider().configuration());
    configuration.put(option, value);
    assertThat(factory().check(configuration)).isNotEmpty();
  }

  @Test
  void timeLimitCoversTheBody() throws IOException {
    try (SlowBody slow = new SlowBody();
        ChannelConnector own = factory().create(Map.of("url", slow.url()), text -> text)) {
      Delivery delivery =
          new Delivery("request-1", "p", address(1), parts("x"), 1, Duration.ofMillis(500));
      assertThat(answer(own, delivery)).isInstanceOf(Outcome.Transient.class);
    }
  }

  private HttpProvider http() {
    return (HttpProvider) provider();
  }
}
