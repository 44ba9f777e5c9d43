package dev.sojourn.engine.rules;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.time.WallClock;
import dev.sojourn.engine.time.WallClock.Change;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * A send that quiet hours hold goes out at the first moment at which the person's clock shows a
 * time outside of them, and so never inside: around the changes of every zone's clock (P5).
 */
class QuietHoursInEveryZoneTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** Quiet hours as a document has them, and as a look at the clock has them. */
  private record Quiet(String yaml, Predicate<LocalDateTime> covers) {}

  private static int minute(LocalDateTime clock) {
    return clock.getHour() * 60 + clock.getMinute();
  }

  private static final List<Quiet> ALL =
      List.of(
          new Quiet(
              "{from: '22:00', to: '08:00'}",
              clock -> clock.getHour() >= 22 || clock.getHour() < 8),
          new Quiet("{from: '00:00', to: '02:30'}", clock -> minute(clock) < 150),
          new Quiet(
              "{from: '23:30', to: '00:30'}",
              clock -> minute(clock) >= 1_410 || minute(clock) < 30),
          new Quiet(
              "{from: '02:15', to: '02:45'}",
              clock -> clock.getHour() == 2 && clock.getMinute() >= 15 && clock.getMinute() < 45),
          new Quiet(
              "{from: '21:00', to: '03:00', days: [sat]}, {from: '02:30', to: '09:00', days: [sun]}",
              clock ->
                  switch (clock.getDayOfWeek()) {
                    case SATURDAY -> clock.getHour() >= 21;
                    case SUNDAY -> clock.getHour() < 9;
                    default -> false;
                  }),
          new Quiet(
              "{from: '00:00', to: '00:00', days: [sat, sun]}",
              clock ->
                  clock.getDayOfWeek() == DayOfWeek.SATURDAY
                      || clock.getDayOfWeek() == DayOfWeek.SUNDAY));

  @Test
  void heldSendsGoOutAtTheFirstMomentThatIsNotQuiet_P5() {
    SoftAssertions softly = new SoftAssertions();
    Random random = new Random(3);
    for (Quiet quiet : ALL) {
      OnePerson person =
          new OnePerson(
              Yaml.policy("marketing", 2, "{class: marketing, quietHours: [" + quiet.yaml + "]}"),
              Yaml.journey("first: {send: {channel: email, template: hello}}"));
      for (Change change : WallClock.changesOfEveryZone()) {
        WallClock clock = new WallClock(change.zone(), change.at(), 4);
        long[] starts = {
          change.at() - 1,
          change.at(),
          change.at() - random.nextInt(12 * 60) * MINUTE,
          change.at() + random.nextInt(180) * MINUTE + 1
        };
        for (long start : starts) {
          List<Effect> effects =
              new ArrayList<>(person.event(Map.of("timezone", change.zone().getId()), start));
          effects.addAll(person.lasting(start + 80 * HOUR));
          long sent =
              effects.stream()
                  .filter(Effect.MessageRequest.class::isInstance)
                  .mapToLong(effect -> ((Effect.MessageRequest) effect).requestedAt())
                  .findFirst()
                  .orElse(-1);
          long expected = start;
          while (quiet.covers.test(clock.at(expected))) {
            expected = (expected / MINUTE + 1) * MINUTE;
          }
          softly
              .assertThat(Instant.ofEpochMilli(sent))
              .as("%s from %s in %s", quiet.yaml, Instant.ofEpochMilli(start), change.zone())
              .isEqualTo(Instant.ofEpochMilli(expected));
        }
      }
    }
    softly.assertAll();
  }
}
