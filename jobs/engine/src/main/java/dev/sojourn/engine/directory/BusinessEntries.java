package dev.sojourn.engine.directory;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.value.Packed;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The live journeys into which business events bring people, and the runs that do so (E5). */
final class BusinessEntries {
  private final Map<String, Journey> journeys = new TreeMap<>();

  void put(Journey journey) {
    journeys.put(journey.name(), journey);
  }

  void remove(String journey) {
    journeys.remove(journey);
  }

  /**
   * The runs that an event begins: one for each journey that wants it.
   *
   * @param at now, ms since the epoch
   * @param rejected told of each condition that cannot be evaluated
   */
  List<Run> runs(BusinessEvent event, long at, Consumer<Effect.Rejected> rejected) {
    List<Run> runs = new ArrayList<>();
    String packed = null;
    for (Journey journey : journeys.values()) {
      Journey.BusinessEntry entry = (Journey.BusinessEntry) journey.entry();
      if (entry.event().type().equals(event.type())
          && isWithinDates(journey, at)
          && holds(journey, entry, event, at, rejected)) {
        packed = packed == null ? Packed.pack(event.properties()) : packed;
        runs.add(run(journey, entry, event, packed, at));
      }
    }
    return runs;
  }

  private static boolean isWithinDates(Journey journey, long at) {
    return journey.startsAt().filter(start -> at < start.toEpochMilli()).isEmpty()
        && journey.endsAt().filter(end -> at >= end.toEpochMilli()).isEmpty();
  }

  /** Asked once for the event, not for each person. */
  private static boolean holds(
      Journey journey,
      Journey.BusinessEntry entry,
      BusinessEvent event,
      long at,
      Consumer<Effect.Rejected> rejected) {
    Truth truth = entry.event().when().map(when -> event.test(when, at)).orElse(Truth.TRUE);
    if (truth == Truth.FAILED) {
      rejected.accept(
          new Effect.Rejected(
              ErrorCode.CONDITION_ERROR,
              "business event "
                  + event.name()
                  + " at the entry of journey "
                  + journey.name()
                  + ": the condition "
                  + entry.event().when().map(Expression::source).orElse("")
                  + " cannot be evaluated"));
    }
    return truth == Truth.TRUE;
  }

  /** Its topic is its own: an event must not end the read of an earlier one. */
  private static Run run(
      Journey journey, Journey.BusinessEntry entry, BusinessEvent event, String packed, long at) {
    String id = "business/" + journey.name() + "/" + event.name();
    // Of its own form: the id may have slashes, which divide topics.
    long topic = Hashes.hash64("business", event.name());
    return new Run(
        id,
        "read/" + journey.name() + "/" + HexFormat.of().toHexDigits(topic),
        at,
        entry.pace(),
        List.of(
            new Run.Leg(
                entry.audience().map(Index::audience).orElse(Index.PEOPLE),
                new Order.Business(
                    journey.name(), journey.version(), event.type(), event.id(), packed))));
  }
}
