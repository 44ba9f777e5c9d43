package dev.sojourn.journeys.directory;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.engine.directory.Timetable;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.journeys.definition.LoggedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Takes what is published, and what business events say, to the timetable when it takes effect, and
 * the timetable's runs from it when time has come to them.
 */
final class Planning {
  private final Timetable timetable;
  private final Happenings happenings;
  private final BiConsumer<LoggedEvent, Effect.Rejected> rejected;
  private final TreeMap<Long, List<DefinitionRecord>> pending = new TreeMap<>();
  private long until;

  /**
   * @param until log time up to which runs have been begun already; {@link Long#MIN_VALUE} for none
   * @param rejected told of each business event that a journey cannot be asked about
   */
  Planning(
      Timetable timetable,
      long until,
      Happenings happenings,
      BiConsumer<LoggedEvent, Effect.Rejected> rejected) {
    this.timetable = timetable;
    this.until = until;
    this.happenings = happenings;
    this.rejected = rejected;
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
      long next = Math.min(change, Math.min(happenings.next(), timetable.next(until)));
      if (next > watermark) {
        break;
      }
      if (next == change) {
        for (DefinitionRecord record : pending.pollFirstEntry().getValue()) {
          note(begun, timetable.take(record, next));
        }
      }
      for (LoggedEvent logged : happenings.take(next)) {
        note(
            begun,
            timetable.happened(
                logged.event(), Math.max(next, until), why -> rejected.accept(logged, why)));
      }
      if (next > until) { // else an event came late
        note(begun, timetable.at(next));
        until = next;
      }
    }
    until = Math.max(until, watermark);
    return List.copyOf(begun.values());
  }

  private static void note(Map<String, Run> begun, List<Run> runs) {
    for (Run run : runs) {
      // A run that asks nobody stays in its place: it ends what began before this.
      begun.values().removeIf(run::replaces);
      begun.put(run.topic(), run);
    }
  }
}
