package dev.sojourn.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.connector.Answer;
import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed answers of a real HTTP server (S9). */
@Timeout(60)
class WebhookAnswerTest {

  private HttpProvider provider;

  @BeforeEach
  void start() throws IOException {
    provider = new HttpProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @ParameterizedTest
  @MethodSource
  void bodyIsTheAnswer_S9(String body, Map<String, Object> values) {
    assertThat(answerTo(body)).isEqualTo(values);
  }

  static Stream<Arguments> bodyIsTheAnswer_S9() {
    Map<String, Object> everything = new HashMap<>();
    everything.put("t", true);
    everything.put("f", false);
    everything.put("n", null);
    everything.put("i", -3L);
    everything.put("l", Long.MIN_VALUE);
    everything.put("d", 0.1);
    everything.put("e", 1000.0);
    everything.put("s", "é\n\"");
    everything.put("list", Arrays.asList(1L, "a", null, Map.of("b", List.of())));
    everything.put("o", Map.of("p", Map.of()));
    return Stream.of(
        Arguments.of("{}", Map.of()),
        Arguments.of(" \r\n{\"a\": 1}\n", Map.of("a", 1L)),
        Arguments.of(
            """
            {"t": true, "f": false, "n": null, "i": -3, "l": -9223372036854775808, "d": 0.1, "e": 1e3,
             "s": "\\u00e9\\n\\"", "list": [1, "a", null, {"b": []}], "o": {"p": {}}}
            """,
            everything),
        Arguments.of("{\"a\": 1, \"a\": 2}", Map.of("a", 2L)),
        Arguments.of("[1, \"a\", {\"b\": 2}]", Map.of("value", List.of(1L, "a", Map.of("b", 2L)))),
        Arguments.of("[]", Map.of("value", List.of())),
        Arguments.of("\"yes\"", Map.of("value", "yes")),
        Arguments.of("0.5", Map.of("value", 0.5)),
        Arguments.of("7", Map.of("value", 7L)),
        Arguments.of("false", Map.of("value", false)),
        Arguments.of("null", Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      nullValues = "-",
      value = {
        "-|not JSON",
        "   |not JSON",
        "<p>welcome</p>|not JSON",
        "{\"a\": 1|not JSON",
        "{\"a\": 1} {\"a\": 2}|not JSON",
        "{'a': 1}|not JSON",
        "{\"a\": NaN}|not JSON",
        "{\"a\": 9223372036854775808}|beyond 64 bits",
        "{\"a\": 1e999}|not finite",
        "[[1]]|list right inside a list",
        "{\"a\": [{\"b\": [[]]}]}|list right inside a list"
      })
  void whatCannotBeReadIsPermanentAndSaysWhy_S9(String body, String why) {
    provider.answer(200, Map.of(), body == null ? "" : body);

    Outcome.Permanent permanent = (Outcome.Permanent) call(Map.of());

    assertThat(permanent.code()).isEqualTo("answer-unreadable");
    assertThat(permanent.detail()).contains(why);
  }

  @ParameterizedTest
  @CsvSource({"32, true", "33, false", "900, false", "20000, false"})
  void objectsInsideObjectsHaveAnEnd_S9(int depth, boolean accepted) {
    provider.answer(200, Map.of(), "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1));

    Outcome outcome = call(Map.of("maxBytes", 200_000L));

    assertThat(outcome).isInstanceOf(accepted ? Outcome.Accepted.class : Outcome.Permanent.class);
  }

  @Test
  void manyListsInsideOneAnotherAreRefused_S9() {
    provider.answer(200, Map.of(), "[".repeat(30_000) + "]".repeat(30_000));
    assertThat(call(Map.of())).isInstanceOf(Outcome.Permanent.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/result, '{\"score\": 0.5}'",
    "/result/score, '{\"value\": 0.5}'",
    "/list/1, '{\"value\": \"b\"}'",
    "/list, '{\"value\": [\"a\", \"b\"]}'",
    "/none, {}",
    "/a~1b, '{\"value\": 1}'",
    "'', '{\"result\": {\"score\": 0.5}, \"list\": [\"a\", \"b\"], \"none\": null, \"a/b\": 1}'"
  })
  void answerIsThePartToWhichThePointerPoints_S9(String from, String expected) {
    provider.answer(200, Map.of(), expected);
    Outcome whole = call(Map.of());
    provider.answer(
        200,
        Map.of(),
        "{\"result\": {\"score\": 0.5}, \"list\": [\"a\", \"b\"], \"none\": null, \"a/b\": 1}");

    assertThat(call(Map.of("from", from))).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/result/deeper/still", "/list/2"})
  void nothingWhereTheAnswerShouldBeIsPermanent_S9(String from) {
    provider.answer(200, Map.of(), "{\"result\": {\"deeper\": 1}, \"list\": [1, 2]}");

    Outcome.Permanent permanent = (Outcome.Permanent) call(Map.of("from", from));

    assertThat(permanent.code()).isEqualTo("answer-unreadable");
    assertThat(permanent.detail()).endsWith("nothing at " + from);
  }

  @Test
  void bodyMayBeAsLongAsTheLimitAndNoLonger_S9() {
    String body = "{\"a\": \"" + "x".repeat(91) + "\"}";
    assertThat(body).hasSize(100);
    provider.answer(200, Map.of(), body);

    assertThat(call(Map.of("maxBytes", 100L))).isInstanceOf(Outcome.Accepted.class);

    Outcome.Permanent permanent = (Outcome.Permanent) call(Map.of("maxBytes", 99L));
    assertThat(permanent.code()).isEqualTo("answer-too-large");
    assertThat(permanent.detail()).contains("99 bytes").contains("answer.maxBytes");
  }

  @Test
  void limitIs64KiBUnlessStated_S9() {
    provider.answer(200, Map.of(), "\"" + "x".repeat(64 * 1024 - 2) + "\"");
    assertThat(call(Map.of())).isInstanceOf(Outcome.Accepted.class);

    provider.answer(200, Map.of(), "\"" + "x".repeat(64 * 1024 - 1) + "\"");
    assertThat(((Outcome.Permanent) call(Map.of())).code()).isEqualTo("answer-too-large");
  }

  /** Many small values are larger than the body in which they stand. */
  @Test
  void valuesBeyondWhatAnAnswerMayHoldAreTooLarge_S9() {
    provider.answer(200, Map.of(), "[" + "1,".repeat(100_000) + "1]");

    Outcome.Permanent permanent = (Outcome.Permanent) call(Map.of("maxBytes", 262_144L));

    assertThat(permanent.code()).isEqualTo("answer-too-large");
    assertThat(permanent.detail()).contains(String.valueOf(Answer.MAX_BYTES));
  }

  @Test
  void endlessBodyIsBrokenOffAtTheLimit_S9() throws IOException {
    try (EndlessBody endless = new EndlessBody()) {
      Outcome.Permanent permanent =
          (Outcome.Permanent) call(Map.of("url", endless.url(), "answer", Map.of()), Map.of());

      assertThat(permanent.code()).isEqualTo("answer-too-large");
      assertThat(endless.awaitBrokenOff(Duration.ofSeconds(20))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, UTF-8",
    "application/json; charset=utf-8, UTF-8",
    "application/problem+json, UTF-8",
    "text/plain, UTF-8",
    "text/plain;charset=ISO-8859-1, ISO-8859-1",
    "'application/json; charset=\"windows-1252\"', windows-1252",
    "application/json;odata=full; Charset=utf-16, UTF-16",
    "application/json; charset=UTF-16LE, UTF-16LE",
    "application/json, UTF-16BE",
    "application/json, UTF-32LE"
  })
  void charsetIsHeededWhateverTheTypeIsSaidToBe_S9(String type, String charset) {
    byte[] body = "{\"name\": \"Zoë\"}".getBytes(Charset.forName(charset));
    provider.answer(200, Map.of("Content-Type", type), body);

    assertThat(((Outcome.Accepted) call(Map.of())).answer().values())
        .isEqualTo(Map.of("name", "Zoë"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE"})
  void byteOrderMarkIsNoPartOfTheAnswer_S9(String charset) {
    byte[] body = "\uFEFF{\"a\": 1}".getBytes(Charset.forName(charset));
    provider.answer(200, Map.of("Content-Type", "application/json; charset=" + charset), body);

    assertThat(((Outcome.Accepted) call(Map.of())).answer().values()).isEqualTo(Map.of("a", 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, ISO-8859-1",
    "application/json; charset=utf-8, ISO-8859-1",
    "application/json; charset=us-ascii, UTF-8",
    "application/json; charset=klingon, UTF-8",
    "application/json; charset=@@, UTF-8"
  })
  void bytesThatAreNotOfTheirCharsetAreUnreadable_S9(String type, String charset) {
    byte[] body = "{\"name\": \"Zoë\"}".getBytes(Charset.forName(charset));
    provider.answer(200, Map.of("Content-Type", type), body);

    assertThat(((Outcome.Permanent) call(Map.of())).code()).isEqualTo("answer-unreadable");
  }

  /** None was asked for; unpacking one could fill the memory. */
  @Test
  void compressedBodyIsUnreadable_S9() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
    }
    provider.answer(200, Map.of("Content-Encoding", "gzip"), packed.toByteArray());

    assertThat(((Outcome.Permanent) call(Map.of())).code()).isEqualTo("answer-unreadable");
  }

  @ParameterizedTest
  @CsvSource({"400, Permanent", "404, Permanent", "500, Transient", "401, Misconfigured"})
  void bodyOfAFailureIsNoAnswer_S9(int status, String outcome) {
    provider.answer(status, Map.of(), "{\"a\": 1}");
    Outcome failed = call(Map.of());

    assertThat(failed.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(failed.toString()).contains("http-" + status);
  }

  @Test
  void providersIdIsReadBesideTheAnswerAndMayBeMissing_S9() {
    provider.answer(200, Map.of(), "{\"message\": {\"id\": 7}, \"result\": {\"a\": 1}}");
    Outcome.Accepted accepted = (Outcome.Accepted) call(Map.of("from", "/result"));
    assertThat(accepted.providerId()).contains("7");
    assertThat(accepted.answer().values()).isEqualTo(Map.of("a", 1L));

    provider.answer(200, Map.of(), "{\"result\": {\"a\": 1}}");
    assertThat(((Outcome.Accepted) call(Map.of("from", "/result"))).providerId()).isEmpty();
  }

  @Test
  void detailNeverShowsTheAnswer_S9() {
    for (String body : List.of("ann@example.com", "{\"ann@example.com\": [[1]]}")) {
      provider.answer(200, Map.of(), body);
      assertThat(((Outcome.Permanent) call(Map.of())).detail()).doesNotContain("ann");
    }
  }

  @ParameterizedTest
  @MethodSource
  void settingsAreChecked_S9(Object answer, String problem) {
    Map<String, Object> configuration = new HashMap<>(provider.configuration());
    configuration.put("answer", answer);

    assertThat(new WebhookConnectorFactory().check(configuration))
        .singleElement()
        .asString()
        .contains(problem);
  }

  static Stream<Arguments> settingsAreChecked_S9() {
    return Stream.of(
        Arguments.of(true, "answer is not an object"),
        Arguments.of("body", "answer is not an object"),
        Arguments.of(Map.of("form", "/a"), "answer has no option 'form'"),
        Arguments.of(Map.of("from", "result"), "answer.from is not a JSON pointer"),
        Arguments.of(Map.of("from", 1L), "answer.from is not a JSON pointer"),
        Arguments.of(Map.of("maxBytes", 0L), "answer.maxBytes"),
        Arguments.of(Map.of("maxBytes", 262_145L), "answer.maxBytes"),
        Arguments.of(Map.of("maxBytes", 1.5), "answer.maxBytes"),
        Arguments.of(Map.of("maxBytes", "64KiB"), "answer.maxBytes"));
  }

  private Map<String, Object> answerTo(String body) {
    provider.answer(200, Map.of(), body);
    return ((Outcome.Accepted) call(Map.of())).answer().values();
  }

  private Outcome call(Map<String, Object> answer) {
    return call(provider.configuration(), Map.of("answer", answer));
  }

  private static Outcome call(Map<String, Object> configuration, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(configuration);
    all.putAll(more);
    Delivery delivery =
        new Delivery("request-1", "p", "a", Map.of("body", "{}"), 1, Duration.ofSeconds(20));
    try (ChannelConnector connector = new WebhookConnectorFactory().create(all, text -> text)) {
      return connector.send(delivery).orTimeout(30, TimeUnit.SECONDS).join();
    }
  }
}
