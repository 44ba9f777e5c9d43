package dev.sojourn.journeys.profile;

import dev.sojourn.engine.profile.StoreException;

/**
 * Flink's state could not be read or written. Nobody's input is to blame: the job fails and starts
 * again from its checkpoint.
 */
final class StateUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  StateUnavailableException(Exception cause) {
    super("A profile's state could not be read or written.", cause);
  }
}
