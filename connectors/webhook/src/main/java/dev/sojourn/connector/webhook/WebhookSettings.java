package dev.sojourn.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook's configuration. Every text but names may hold references to secrets.
 *
 * @param url where to; http or https
 * @param method {@code POST} unless stated
 * @param contentType of the body; {@code application/json} unless stated
 * @param bearerToken sent as {@code Authorization: Bearer …}
 * @param idempotencyHeader name of the header that carries the request's id; {@code
 *     Idempotency-Key} unless stated
 * @param providerId where in a JSON answer the provider's id stands, as a JSON pointer such as
 *     {@code /message/id}
 * @param answer that the body of the provider's answer is wanted as a typed answer, and what of it;
 *     empty if not
 */
record WebhookSettings(
    String url,
    String method,
    String contentType,
    Map<String, String> headers,
    Optional<String> bearerToken,
    String idempotencyHeader,
    Optional<JsonPointer> providerId,
    Optional<AnswerSettings> answer) {

  private static final Set<String> OPTIONS =
      Set.of(
          "type",
          "url",
          "method",
          "contentType",
          "headers",
          "bearerToken",
          "idempotencyHeader",
          "providerId",
          AnswerSettings.OPTION);

  /** Set by the HTTP client or by this connector; a document may not. */
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "upgrade",
          "authorization");

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

  /**
   * Reads a configuration and adds to {@code problems} what is wrong with it; what it returns is
   * good only if there is none.
   */
  static WebhookSettings read(Map<String, Object> configuration, List<String> problems) {
    for (String option : configuration.keySet()) {
      if (!OPTIONS.contains(option)) {
        problems.add("webhook has no option '" + option + "'; it has " + sorted(OPTIONS));
      }
    }
    String url = text(configuration, "url", "", problems);
    checkUrl(url, problems);
    String method = text(configuration, "method", "POST", problems).toUpperCase(Locale.ROOT);
    if (!method.matches(TOKEN)) {
      problems.add("method '" + method + "' is not an HTTP method");
    }
    String contentType = text(configuration, "contentType", "application/json", problems);
    checkHeaderValue("contentType", contentType, problems);
    String idempotencyHeader =
        text(configuration, "idempotencyHeader", "Idempotency-Key", problems);
    checkHeaderName(idempotencyHeader, problems);
    Map<String, String> headers = headers(configuration.get("headers"), problems);
    if (configuration.containsKey("bearerToken")
        && headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
      problems.add("both bearerToken and a header Authorization; leave one out");
    }
    Optional<String> bearerToken =
        configuration.containsKey("bearerToken")
            ? Optional.of(text(configuration, "bearerToken", "", problems))
            : Optional.empty();
    return new WebhookSettings(
        url,
        method,
        contentType,
        headers,
        bearerToken,
        idempotencyHeader,
        pointer(configuration, problems),
        AnswerSettings.read(configuration, problems));
  }

  private static Optional<JsonPointer> pointer(
      Map<String, Object> configuration, List<String> problems) {
    if (!configuration.containsKey("providerId")) {
      return Optional.empty();
    }
    String expression = text(configuration, "providerId", "", problems);
    try {
      return Optional.of(JsonPointer.compile(expression));
    } catch (IllegalArgumentException invalid) {
      problems.add(
          "providerId '" + expression + "' is not a JSON pointer; write for example /message/id");
      return Optional.empty();
    }
  }

  private static Map<String, String> headers(Object value, List<String> problems) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (value == null) {
      return headers;
    }
    if (!(value instanceof Map<?, ?> map)) {
      problems.add("headers is not a map of names to values");
      return headers;
    }
    map.forEach(
        (key, each) -> {
          String name = String.valueOf(key);
          String text = String.valueOf(each);
          // An API key may stand in Authorization; the connector sets that one only for a bearer
          // token.
          if (!name.equalsIgnoreCase("authorization")) {
            checkHeaderName(name, problems);
          }
          checkHeaderValue("header " + name, text, problems);
          headers.put(name, text);
        });
    return headers;
  }

  private static void checkUrl(String url, List<String> problems) {
    if (url.isEmpty()) {
      problems.add("url is missing; give the http or https address that takes the messages");
      return;
    }
    if (url.contains("${")) {
      return;
    }
    try {
      URI uri = URI.create(url);
      boolean http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (!http || uri.getHost() == null) {
        problems.add("url is not an http or https address with a host");
      }
    } catch (IllegalArgumentException invalid) {
      problems.add("url is not an address: " + invalid.getMessage());
    }
  }

  private static void checkHeaderName(String name, List<String> problems) {
    if (!name.matches(TOKEN)) {
      problems.add("'" + name + "' is not a header name");
    } else if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      problems.add("header " + name + " cannot be set by a document");
    }
  }

  private static void checkHeaderValue(String what, String value, List<String> problems) {
    if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f)) {
      problems.add(what + " holds control characters");
    }
  }

  private static String text(
      Map<String, Object> configuration, String option, String otherwise, List<String> problems) {
    Object value = configuration.get(option);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof String text)) {
      problems.add(option + " is not a text");
      return otherwise;
    }
    return text;
  }

  private static List<String> sorted(Set<String> names) {
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(null);
    return sorted;
  }
}
