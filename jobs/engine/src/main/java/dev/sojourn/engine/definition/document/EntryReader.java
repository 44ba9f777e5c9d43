package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.time.Schedule;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads what brings many people into a journey (E3, E4, E5). */
final class EntryReader {
  /** E4: people in a second, unless the document says otherwise. */
  static final int DEFAULT_PACE = 5_000;

  private EntryReader() {}

  static Journey.AudienceEntry audience(Element audience) {
    Journey.AudienceTransition transition = JourneyReader.transition(audience);
    Element include = audience.at("include");
    Element pace = audience.at("pace");
    if (include.exists() && !transition.entered()) {
      include.refuseName(
          "whoever is outside of an audience now did not leave it",
          "remove it, or say on: entered");
    }
    if (pace.exists() && !include.exists()) {
      pace.refuseName(
          "nobody is read without include: current", "remove it, or say include: current");
    }
    return new Journey.AudienceEntry(transition, include.exists(), pace.number(DEFAULT_PACE));
  }

  static Journey.ScheduleEntry schedule(Element schedule) {
    return new Journey.ScheduleEntry(
        times(schedule),
        schedule.at("audience").text(),
        schedule.at("pace").number(DEFAULT_PACE),
        schedule.at("read").textOrEmpty().equals("new-only"),
        schedule.at("restart").isTrue());
  }

  static Journey.BusinessEntry business(Element business) {
    return new Journey.BusinessEntry(
        JourneyReader.event(business, Expressions.BUSINESS),
        business.at("audience").text(),
        business.at("pace").number(DEFAULT_PACE));
  }

  private static Schedule times(Element schedule) {
    Optional<Element> stated = schedule.oneOf(List.of("at", "cron"));
    ZoneId zone = Times.zone(schedule.at("timezone"));
    if (stated.isPresent() && stated.get().name().equals("cron")) {
      try {
        return Schedule.Recurring.of(stated.get().textOrEmpty(), zone);
      } catch (IllegalArgumentException e) {
        stated
            .get()
            .refuse(
                "'" + stated.get().textOrEmpty() + "' is not a cron expression: " + e.getMessage(),
                "write five fields, for example 0 9 * * MON for nine on Mondays");
      }
    }
    return new Schedule.Once(Times.moment(schedule.at("at"), zone).orElse(Schedule.NEVER));
  }
}
