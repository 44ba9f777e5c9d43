package dev.sojourn.simulator.history;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that was recorded of a person.
 *
 * @param signals in the order of the log
 * @param outcomes of each request the log time of the latest recorded final report, ms since the
 *     epoch
 * @param emitted ids of the recorded events that journeys had emitted
 */
public record PersonHistory(
    String profile,
    List<? extends Recorded> signals,
    Map<String, Long> outcomes,
    Set<String> emitted) {

  /** Whether a request that is made at a moment has its final report still in the record. */
  boolean hasOutcome(String request, long madeAt) {
    // One that was recorded earlier was of another decision: the draft sends later than was sent.
    Long outcome = outcomes.get(request);
    return outcome != null && outcome >= madeAt;
  }
}
