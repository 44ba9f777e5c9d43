package dev.sojourn.journeys.profile;

import dev.sojourn.journeys.output.Fault;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told of an exception that came out of the engine: where it was thrown, and never its
 * message, which may hold a person's data. Each place is logged once per subtask.
 */
final class EngineFailures {
  static final String CODE = "engine-error";

  private static final Logger LOG = LoggerFactory.getLogger(EngineFailures.class);
  private static final int MAX_PLACES = 100;

  private final Set<String> logged = new HashSet<>();

  Fault fault(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    String place =
        failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0].toString());
    if (logged.size() < MAX_PLACES && logged.add(place)) {
      LOG.error("engine failed, profile left as it was: place={}", place, withoutMessage(failure));
    }
    return Fault.internal(
        CODE,
        "The engine failed with "
            + place
            + ". The profile is as it was before. Report this to Sojourn's developers, and publish the signal again once it is mended.");
  }

  private static Throwable withoutMessage(Throwable failure) {
    Throwable bare = new IllegalStateException("stack of " + failure.getClass().getName());
    bare.setStackTrace(failure.getStackTrace());
    return bare;
  }
}
