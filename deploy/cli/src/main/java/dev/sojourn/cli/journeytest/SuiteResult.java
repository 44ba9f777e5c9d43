package dev.sojourn.cli.journeytest;

import dev.sojourn.simulator.story.CaseResult;
import dev.sojourn.simulator.story.Suite;
import java.time.Duration;
import java.util.List;

/**
 * What came of the cases of one document.
 *
 * @param cases those that were run, in order
 */
public record SuiteResult(Suite suite, List<TimedResult> cases) {

  /**
   * @param took by the machine's clock
   */
  public record TimedResult(CaseResult result, Duration took) {}

  /** How many cases did not pass. */
  public int failed() {
    return (int) cases.stream().filter(one -> !one.result().passed()).count();
  }

  /** All cases together. */
  public Duration took() {
    return cases.stream().map(TimedResult::took).reduce(Duration.ZERO, Duration::plus);
  }
}
