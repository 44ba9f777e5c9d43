package dev.sojourn.journeys.definition;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.journeys.intake.WorkerInterest;
import java.util.Set;

/**
 * Tells the worker's intakes which event types the definitions in effect want. Belongs to one
 * operator.
 */
public final class InterestTeacher {
  private final DefinitionHistory definitions;
  private final WorkerInterest interest;

  private DefinitionSet latest;
  private Set<String> types = Set.of();

  public InterestTeacher(DefinitionHistory definitions, WorkerInterest interest) {
    this.definitions = definitions;
    this.interest = interest;
  }

  /**
   * Teaches what is wanted after a watermark, until the definitions change or are not known any
   * further.
   *
   * @param watermark ms since the epoch; {@link Long#MIN_VALUE} before the first, when there is
   *     nothing to teach
   */
  public void teach(long watermark) {
    if (watermark == Long.MIN_VALUE || !definitions.knows(watermark + 1)) {
      return;
    }
    DefinitionSet current = definitions.at(watermark + 1);
    if (current != latest) {
      latest = current;
      types = current.eventTypes();
    }
    long to = Math.min(definitions.frontier(), definitions.unchangedUntil(watermark + 1));
    interest.learn(watermark + 1, to, types);
  }
}
