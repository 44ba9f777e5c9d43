package dev.sojourn.simulator.statistics;

import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.simulator.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way of one person through all journeys: which steps, by which edges, in which order, and
 * when. Versions and ids do not belong to it.
 */
public final class Path implements Consumer<Happening> {
  private final List<Mark> marks = new ArrayList<>();

  /**
   * One thing on the way.
   *
   * @param journey with the instance's key, if it has one
   * @param at ms since the epoch
   */
  public record Mark(String journey, String what, long at) {
    private boolean isLike(Mark other) {
      return journey.equals(other.journey) && what.equals(other.what);
    }
  }

  @Override
  public void accept(Happening happening) {
    if (happening instanceof Happening.Done done && done.effect() instanceof StepRecord record) {
      String what = what(record);
      if (!what.isEmpty()) {
        String key = record.instanceKey().isEmpty() ? "" : " [" + record.instanceKey() + "]";
        marks.add(new Mark(record.journey() + key, what, record.at()));
      }
    }
  }

  private static String what(StepRecord record) {
    return switch (record.kind()) {
      case ENTRY_REFUSED -> "not in (" + record.reason() + ")";
      case ENTERED -> "in";
      case WAITING -> record.step();
      case HELD -> record.step() + " held (" + record.reason() + ")";
      case SENT -> record.step() + " sent";
      case NOT_SENT -> record.step() + " not sent (" + record.reason() + ")";
      case CALLED -> record.step() + " called";
      case ASSIGNED -> record.step() + " = " + record.edge();
      case GOAL -> "goal";
      case MOVED -> record.step() + " moved (" + record.reason() + ")";
      case ENDED -> "end (" + record.reason() + ")";
      // That a wait is over goes without saying.
      case PASSED -> record.edge().equals("next") ? "" : record.step() + ": " + record.edge();
    };
  }

  /** In order. */
  public List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** Whether another way has the same things in the same order, whenever. */
  public boolean isLike(Path other) {
    if (marks.size() != other.marks.size()) {
      return false;
    }
    for (int i = 0; i < marks.size(); i++) {
      if (!marks.get(i).isLike(other.marks.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether another way, that is like this one, has everything at the same time. */
  public boolean isAtTheSameTimesAs(Path other) {
    return marks.equals(other.marks);
  }
}
