package dev.sojourn.journeys.directory;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.engine.directory.Timetable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes what is published to the timetable when it takes effect, and the timetable's runs from it
 * when time has come to them.
 */
final class Planning {
  private final Timetable timetable;
  private final TreeMap<Long, List<DefinitionRecord>> pending = new TreeMap<>();
  private long until;

  /**
   * @param until log time up to which runs have been begun already; {@link Long#MIN_VALUE} for none
   */
  Planning(Timetable timetable, long until) {
    this.timetable = timetable;
    this.until = until;
  }

  /** Log time up to which all runs have been begun. */
  long until() {
    return until;
  }

  /** Takes in a record of the definitions; in the order of their log times. */
  void add(DefinitionRecord record) {
    long effect = record.logTime() + DefinitionHistory.DELAY;
    if (effect <= until) {
      // Known since before the restart: what it began has begun.
      timetable.take(record, effect);
    } else {
      pending.computeIfAbsent(effect, at -> new ArrayList<>()).add(record);
    }
  }

  /**
   * The runs that begin up to a moment; of those about the same, the latest.
   *
   * @param watermark nothing that takes effect at or before it is still to be added
   */
  List<Run> advance(long watermark) {
    Map<String, Run> begun = new LinkedHashMap<>();
    while (until < watermark) {
      long change = pending.isEmpty() ? Long.MAX_VALUE : pending.firstKey();
      long next = Math.min(change, timetable.next(until));
      if (next > watermark) {
        break;
      }
      if (next == change) {
        for (DefinitionRecord record : pending.pollFirstEntry().getValue()) {
          note(begun, timetable.take(record, next));
        }
      }
      note(begun, timetable.at(next));
      until = next;
    }
    until = Math.max(until, watermark);
    return List.copyOf(begun.values());
  }

  private static void note(Map<String, Run> begun, List<Run> runs) {
    for (Run run : runs) {
      begun.remove(run.topic());
      begun.put(run.topic(), run);
    }
  }
}
