package dev.sojourn.connector.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A real counterpart of a connector's protocol, run by its test, that answers as it is told to and
 * keeps what it accepted.
 */
public interface Provider extends AutoCloseable {

  /** The connector's configuration that reaches this provider, without credentials. */
  Map<String, Object> configuration();

  /**
   * As {@link #configuration()}, with the connector's secret being this reference, for example
   * {@code ${env:TOKEN}}. The provider takes the secret {@link #SECRET} only, if it has been told
   * to check it by {@link Behaviour#REFUSE_CREDENTIALS}.
   */
  Map<String, Object> configurationWithSecret(String reference);

  /**
   * As {@link #configuration()}, with typed answers being wanted (S9); empty if the connector knows
   * none. The limit of an answer is {@link #LONGEST_ANSWER} bytes.
   */
  default Optional<Map<String, Object>> configurationWithAnswers() {
    return Optional.empty();
  }

  /** How it answers from now on. */
  void behave(Behaviour behaviour);

  /** The ways in which this protocol can answer; tests of others are skipped. */
  Set<Behaviour> behaviours();

  /** What it accepted, in order. */
  List<Received> received();

  /** How many calls it has begun to read and not answered. */
  int pending();

  @Override
  void close();

  /** The secret that a provider takes. */
  String SECRET = "correct-horse-battery-staple";

  /** Ways to answer. */
  enum Behaviour {
    ACCEPT,
    /** It did not work and may work later: a 500, a 451. */
    FAIL_FOR_NOW,
    /** It will never work for this message: a 400, a 550. */
    REFUSE,
    /** Slow down, without saying for how long. */
    THROTTLE,
    /** Slow down, come back after {@link #RETRY_AFTER_SECONDS}. */
    THROTTLE_WITH_TIME,
    /** Take no credentials, whatever they are. */
    REFUSE_CREDENTIALS,
    /** Never answer, until told otherwise. */
    HANG,
    /** Drop the connection without an answer. */
    DROP,
    /** Accept, and answer {@link #ANSWER}. */
    ANSWER,
    /** Accept, and answer what no typed value can be read from. */
    ANSWER_UNREADABLE,
    /** Accept, and answer values of more than {@link #LONGEST_ANSWER} bytes. */
    ANSWER_TOO_LARGE
  }

  /** What {@link Behaviour#ANSWER} answers: a value of each kind. */
  Map<String, Object> ANSWER =
      Map.of(
          "vip",
          true,
          "count",
          Long.MAX_VALUE,
          "score",
          0.75,
          "name",
          "Zoë \uD83D\uDE00",
          "tags",
          List.of("a", 2L),
          "offer",
          Map.of("id", "o-1"));

  /** A limit of answers. */
  int LONGEST_ANSWER = 1_000;

  /** What {@link Behaviour#THROTTLE_WITH_TIME} asks for. */
  int RETRY_AFTER_SECONDS = 7;

  /**
   * A message that was accepted.
   *
   * @param idempotencyKey as it stood in the protocol's place for it; empty if there was none
   * @param recipients addresses of the envelope; empty where the protocol has no envelope
   * @param headers header names, lower-case, to values
   * @param content the whole of it, decoded as far as the protocol goes
   */
  record Received(
      String idempotencyKey,
      List<String> recipients,
      Map<String, List<String>> headers,
      String content) {}
}
