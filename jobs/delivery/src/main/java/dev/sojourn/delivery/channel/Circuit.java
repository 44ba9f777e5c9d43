package dev.sojourn.delivery.channel;

import java.util.Optional;

/**
 * Stops a channel whose configuration is wrong (D6), so that no request is burned on it, and finds
 * out by single probes when it is right again.
 *
 * <pre>
 *            misconfigured              delay over, next attempt
 *   CLOSED ────────────────► OPEN ─────────────────────────────► PROBING
 *      ▲                      ▲        the probe: misconfigured     │
 *      │                      └────────── (delay doubled) ──────────┤
 *      └────────────── the probe: any other answer ─────────────────┘
 * </pre>
 */
final class Circuit {

  static final long FIRST_DELAY_MILLIS = 5_000;
  static final long GREATEST_DELAY_MILLIS = 300_000;

  /** Whether requests go out. */
  enum State {
    CLOSED,
    OPEN,
    PROBING
  }

  private State state = State.CLOSED;
  private long delay = FIRST_DELAY_MILLIS;
  private long probeAt = Long.MIN_VALUE;
  private Optional<String> probe = Optional.empty();

  State state() {
    return state;
  }

  /** When an attempt may begin; {@link Long#MAX_VALUE} while that hangs on an answer. */
  long opensAt(long now) {
    return switch (state) {
      case CLOSED -> now;
      case OPEN -> Math.max(now, probeAt);
      case PROBING -> Long.MAX_VALUE;
    };
  }

  /** An attempt begins; it must be time for it. */
  void began(String id) {
    if (state == State.OPEN) {
      state = State.PROBING;
      probe = Optional.of(id);
    }
  }

  /**
   * An attempt was answered that the configuration is wrong.
   *
   * @return whether it was the probe
   */
  boolean misconfigured(String id, long now) {
    if (state == State.CLOSED) {
      open(now);
    } else if (isProbe(id)) {
      delay = Math.min(delay * 2, GREATEST_DELAY_MILLIS);
      open(now);
      return true;
    }
    return false;
  }

  /**
   * An attempt was answered in any other way. An answer to an attempt from before the circuit
   * opened proves nothing.
   */
  void answered(String id) {
    if (isProbe(id)) {
      reset();
    }
  }

  /** The configuration was changed: as if nothing had been. */
  void reset() {
    state = State.CLOSED;
    delay = FIRST_DELAY_MILLIS;
    probe = Optional.empty();
  }

  private void open(long now) {
    state = State.OPEN;
    probeAt = now + delay;
    probe = Optional.empty();
  }

  private boolean isProbe(String id) {
    return probe.filter(id::equals).isPresent();
  }
}
