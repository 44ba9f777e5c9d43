package dev.sojourn.simulator.story;

import dev.sojourn.simulator.Happening;
import java.util.List;
import java.util.Optional;

/**
 * What came of a case.
 *
 * @param timeline everything that happened up to its end, or up to the first difference
 * @param failure empty if the case has passed
 */
public record CaseResult(Case test, List<Happening> timeline, Optional<Failure> failure) {

  public boolean passed() {
    return failure.isEmpty();
  }
}
