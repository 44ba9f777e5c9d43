package dev.sojourn.engine.definition.document;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads times of day and days of the week. What is no good is refused. */
final class DayTimes {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2})?");

  private DayTimes() {}

  static LocalTime time(Element time) {
    String text = time.textOrEmpty();
    try {
      if (TIME.matcher(text).matches()) {
        return LocalTime.parse(text);
      }
    } catch (DateTimeException e) {
      // Refused below, like every other text that is no time of day.
    }
    if (time.text().isPresent()) {
      time.refuse(
          "'" + text + "' is not a time of day", "write HH:MM, 24 hours, for example \"09:00\"");
    }
    return LocalTime.MIDNIGHT;
  }

  static Set<DayOfWeek> days(Element list) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Element item : list.items()) {
      String text = item.textOrEmpty().toLowerCase(Locale.ROOT);
      int dots = text.indexOf("..");
      int first = DAYS.indexOf(dots < 0 ? text : text.substring(0, dots));
      int last = DAYS.indexOf(dots < 0 ? text : text.substring(dots + 2));
      if (first < 0 || last < 0) {
        if (item.text().isPresent()) {
          item.refuse(
              "'" + item.textOrEmpty() + "' is not a day",
              "write mon, tue, wed, thu, fri, sat or sun, or a range such as mon..fri");
        }
        continue;
      }
      // A range may go over the end of the week: fri..mon.
      for (int day = first; ; day = (day + 1) % 7) {
        days.add(DayOfWeek.of(day + 1));
        if (day == last) {
          break;
        }
      }
    }
    return Collections.unmodifiableSet(days);
  }
}
