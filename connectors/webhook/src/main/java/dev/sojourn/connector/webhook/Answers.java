package dev.sojourn.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sojourn.connector.Answer;
import dev.sojourn.connector.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/**
 * Classifies what an HTTP provider answered (D6), and reads its typed answer where one is wanted
 * (S9). Details name the status, never the answer's text, which may hold personal data or echo a
 * secret.
 */
final class Answers {

  private static final int LONGEST_ID = 500;

  /** How much is read of bodies that are no typed answers: the provider's id stands early. */
  private static final int LONGEST_BODY = 64 * 1024;

  private final Optional<JsonPointer> providerId;
  private final Optional<AnswerSettings> answer;

  Answers(Optional<JsonPointer> providerId, Optional<AnswerSettings> answer) {
    this.providerId = providerId;
    this.answer = answer;
  }

  /** How many bytes of a body must be at hand; of a typed answer one more than it may have. */
  int bytesToRead() {
    return answer.map(wanted -> wanted.maxBytes() + 1).orElse(LONGEST_BODY);
  }

  /**
   * @param body its first {@link #bytesToRead} bytes
   * @param now for a Retry-After that is a date
   */
  Outcome of(int status, HttpHeaders headers, byte[] body, Instant now) {
    String code = "http-" + status;
    String detail = "the provider answered " + status;
    if (status >= 200 && status < 300) {
      return answer.isEmpty()
          ? new Outcome.Accepted(
              providerId.isEmpty()
                  ? Optional.empty()
                  : JsonBody.beginning(body, headers).flatMap(this::idIn),
              Answer.NONE)
          : answered(answer.get(), headers, body);
    }
    Optional<Duration> retryAfter =
        headers.firstValue("Retry-After").flatMap(value -> retryAfter(value, now));
    return switch (status) {
      case 429 -> new Outcome.Throttled(retryAfter, detail);
      case 503 ->
          retryAfter.isPresent()
              ? new Outcome.Throttled(retryAfter, detail)
              : new Outcome.Transient(code, detail);
      // A 403 may be about this message or its recipient only; it must not stop the channel.
      case 401, 407 ->
          new Outcome.Misconfigured(code, detail + "; check the channel's credentials");
      case 408, 425 -> new Outcome.Transient(code, detail);
      default ->
          status >= 500
              ? new Outcome.Transient(code, detail)
              // A redirect too: following it could hand a bearer token to another host.
              : new Outcome.Permanent(code, detail);
    };
  }

  /** Classifies a call that brought no answer. */
  Outcome of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof HttpTimeoutException || cause instanceof CancellationException) {
      return timedOut();
    }
    if (cause instanceof ConnectException) {
      return new Outcome.Transient("connection-refused", "no connection to the provider");
    }
    if (cause instanceof SSLException) {
      return new Outcome.Transient(
          "tls", "no secure connection to the provider: " + cause.getMessage());
    }
    if (cause instanceof IOException) {
      return new Outcome.Transient("connection-lost", "the connection ended before the answer");
    }
    return new Outcome.Transient("connector-error", cause.getClass().getSimpleName());
  }

  static Outcome timedOut() {
    return new Outcome.Transient("timeout", "no answer within the time limit");
  }

  /** The provider has done what it was asked; asking again would give the same answer. */
  private Outcome answered(AnswerSettings wanted, HttpHeaders headers, byte[] body) {
    if (body.length > wanted.maxBytes()) {
      return new Outcome.Permanent(
          Answer.TOO_LARGE,
          "the provider's answer is larger than the "
              + wanted.maxBytes()
              + " bytes of the channel's answer.maxBytes");
    }
    Optional<JsonBody> json = JsonBody.whole(body, headers);
    if (json.isEmpty()) {
      return new Outcome.Permanent(Answer.UNREADABLE, "the provider's answer is not JSON");
    }
    try {
      return new Outcome.Accepted(idIn(json.get()), json.get().answer(wanted.from()));
    } catch (Answer.UnfitException unfit) {
      return new Outcome.Permanent(unfit.code(), unfit.getMessage());
    }
  }

  /** None where none can be read: it was accepted all the same. */
  private Optional<String> idIn(JsonBody json) {
    return providerId.flatMap(at -> json.text(at, LONGEST_ID));
  }

  private static Optional<Duration> retryAfter(String value, Instant now) {
    String text = value.strip();
    try {
      if (text.matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(now, until);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }
}
