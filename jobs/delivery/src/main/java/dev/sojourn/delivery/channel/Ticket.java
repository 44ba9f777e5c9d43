package dev.sojourn.delivery.channel;

import java.util.List;
import java.util.Optional;

/**
 * What the queue knows of a request; its content stays elsewhere until an attempt.
 *
 * @param id the request's id
 * @param transactional goes before marketing (D3)
 * @param priority higher goes first within a class
 * @param dueAt not before; also its age, since retries keep it
 * @param expiresAt not at or after (D2)
 * @param dry everything but the attempt
 * @param notBefore as {@code dueAt}, later after a failed attempt (D6) and in quiet hours (D2)
 * @param attempts how many attempts had an answer that counts
 * @param recalled taken back while an attempt was under way; it is not attempted again
 * @param lastCode why the last attempt failed
 * @param quiet the person's quiet hours until the expiry, in order
 * @param journey whose turn it takes among those of the same class and priority (D3): a journey, a
 *     campaign or a caller; empty where that is not known, which is as one journey
 */
public record Ticket(
    String id,
    boolean transactional,
    int priority,
    long dueAt,
    long expiresAt,
    boolean dry,
    long notBefore,
    int attempts,
    boolean recalled,
    Optional<String> lastCode,
    List<Quiet> quiet,
    String journey) {

  public Ticket {
    quiet = List.copyOf(quiet);
  }

  /**
   * A stretch of time in which the person wants nothing; ms since the epoch.
   *
   * @param to the first moment after it
   */
  public record Quiet(long from, long to) {}

  /** A request that has not been attempted yet. */
  public static Ticket fresh(
      String id, boolean transactional, int priority, long dueAt, long expiresAt, boolean dry) {
    return new Ticket(
        id,
        transactional,
        priority,
        dueAt,
        expiresAt,
        dry,
        dueAt,
        0,
        false,
        Optional.empty(),
        List.of(),
        "");
  }

  /** The same, not to be attempted in quiet hours. */
  public Ticket quietIn(List<Quiet> periods) {
    return new Ticket(
        id,
        transactional,
        priority,
        dueAt,
        expiresAt,
        dry,
        notBefore,
        attempts,
        recalled,
        lastCode,
        periods,
        journey);
  }

  /** The same, as one of a journey. */
  public Ticket ofJourney(String name) {
    return new Ticket(
        id,
        transactional,
        priority,
        dueAt,
        expiresAt,
        dry,
        notBefore,
        attempts,
        recalled,
        lastCode,
        quiet,
        name);
  }

  /** When the quiet hours end in which a moment lies; the moment itself if it lies in none. */
  public long quietUntil(long now) {
    for (Quiet period : quiet) {
      if (period.from() <= now && now < period.to()) {
        return period.to();
      }
    }
    return now;
  }

  /** To be attempted later, and no attempt was made. */
  public Ticket postponed(long until) {
    return new Ticket(
        id,
        transactional,
        priority,
        dueAt,
        expiresAt,
        dry,
        until,
        attempts,
        recalled,
        lastCode,
        quiet,
        journey);
  }

  /** After an attempt that counts and is to be repeated. */
  public Ticket retried(long at, String code) {
    return new Ticket(
        id,
        transactional,
        priority,
        dueAt,
        expiresAt,
        dry,
        at,
        attempts + 1,
        recalled,
        Optional.of(code),
        quiet,
        journey);
  }

  /** After an attempt that does not count: the provider was not ready for anything. */
  public Ticket putBack(String code) {
    return new Ticket(
        id,
        transactional,
        priority,
        dueAt,
        expiresAt,
        dry,
        notBefore,
        attempts,
        recalled,
        Optional.of(code),
        quiet,
        journey);
  }

  /** Taken back while an attempt is under way. */
  public Ticket takenBack() {
    return new Ticket(
        id,
        transactional,
        priority,
        dueAt,
        expiresAt,
        dry,
        notBefore,
        attempts,
        true,
        lastCode,
        quiet,
        journey);
  }
}
