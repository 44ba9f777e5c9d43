package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.ValueTest.Part;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.ZoneChoice;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Memberships worked out from scratch, as slowly and as plainly as can be: it keeps every event and
 * goes through all of them. It knows nothing of what the engine keeps.
 */
final class Recomputation {

  /**
   * An event.
   *
   * @param number counts all events
   * @param handledAt when it was logged
   */
  record Logged(
      int number, String type, Map<String, Object> properties, long occurredAt, long handledAt) {}

  final List<Logged> events = new ArrayList<>();
  final Map<String, Object> attributes = new HashMap<>();

  /** Since when each leaf counts events. */
  final Map<Rule, Long> since = new HashMap<>();

  Map<String, Audience> live = new HashMap<>();
  long firstSeen = -1;

  Set<String> members(long now) {
    Set<String> members = new TreeSet<>();
    live.forEach(
        (name, audience) -> {
          if (holds(audience.rule(), now)) {
            members.add(name);
          }
        });
    return members;
  }

  boolean holds(Rule rule, long now) {
    if (rule instanceof Rule.All all) {
      return all.rules().stream().allMatch(r -> holds(r, now));
    }
    if (rule instanceof Rule.Any any) {
      return any.rules().stream().anyMatch(r -> holds(r, now));
    }
    if (rule instanceof Rule.Not not) {
      return !holds(not.rule(), now);
    }
    if (rule instanceof Rule.Member member) {
      return holds(live.get(member.audience()).rule(), now);
    }
    if (rule instanceof Rule.Profile profile) {
      String[] parts = profile.condition().source().split("[. ]+");
      return parts[3].equals(attributes.get(parts[1]));
    }
    if (rule instanceof Rule.Absent absent) {
      List<Logged> seen = matching(absent.event(), rule);
      long last = seen.isEmpty() ? firstSeen : seen.get(seen.size() - 1).occurredAt;
      return now >= last + absent.period().toMillis();
    }
    if (rule instanceof Rule.Count count) {
      long number = inWindow(count.event(), rule, count.window(), now).size();
      return switch (count.bound().comparison()) {
        case AT_LEAST -> number >= count.bound().count();
        case AT_MOST -> number <= count.bound().count();
        case EXACTLY -> number == count.bound().count();
      };
    }
    if (rule instanceof Rule.Aggregate aggregate) {
      return holds(aggregate, now);
    }
    return rule instanceof Rule.Sequence sequence
        ? holds(sequence, now)
        : holds((Rule.OnDate) rule, now);
  }

  /** In the order in which they occurred, and as logged where they occurred at once. */
  private List<Logged> matching(EventMatcher matcher, Rule leaf) {
    long bound =
        matcher.when().isEmpty()
            ? Long.MIN_VALUE
            : Long.parseLong(matcher.when().get().source().split(" >= ")[1]);
    return events.stream()
        .filter(e -> e.type.equals(matcher.type()) && (Long) e.properties.get("value") >= bound)
        .filter(e -> e.handledAt >= since.getOrDefault(leaf, Long.MIN_VALUE))
        .sorted(Comparator.comparingLong(Logged::occurredAt))
        .toList();
  }

  private List<Logged> inWindow(EventMatcher matcher, Rule leaf, Window window, long now) {
    return matching(matcher, leaf).stream().filter(e -> counts(window, e.occurredAt, now)).toList();
  }

  private boolean counts(Window window, long at, long now) {
    if (window instanceof Window.Rolling rolling) {
      return now - rolling.length().toMillis() < at && at <= now;
    }
    if (window instanceof Window.Calendar calendar) {
      ZoneId zone = zone(calendar.zone());
      return first(calendar.unit(), date(at, zone)).equals(first(calendar.unit(), date(now, zone)));
    }
    return true;
  }

  private static LocalDate first(CalendarUnit unit, LocalDate date) {
    return switch (unit) {
      case DAY -> date;
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> date.withDayOfMonth(1);
    };
  }

  private static LocalDate date(long at, ZoneId zone) {
    return Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
  }

  private ZoneId zone(ZoneChoice choice) {
    if (choice.fixed().isPresent()) {
      return choice.fixed().get();
    }
    try {
      return ZoneId.of((String) attributes.get("timezone"));
    } catch (java.time.DateTimeException | NullPointerException e) {
      return choice.fallback();
    }
  }

  private boolean holds(Rule.Aggregate rule, long now) {
    boolean numeric =
        rule.function() == Rule.Function.SUM
            || rule.function() == Rule.Function.MIN
            || rule.function() == Rule.Function.MAX;
    String name = rule.value().source().split("\\.")[1];
    List<Object> values = new ArrayList<>();
    for (Logged event : inWindow(rule.event(), rule, rule.window(), now)) {
      Object value = event.properties.get(name);
      if (value instanceof Number number) {
        values.add(new BigDecimal(number.toString()));
      } else if (value != null && !numeric) {
        values.add(value);
      }
    }
    Object result =
        switch (rule.function()) {
          case SUM ->
              values.stream().map(BigDecimal.class::cast).reduce(BigDecimal.ZERO, BigDecimal::add);
          case MIN ->
              values.stream().map(BigDecimal.class::cast).min(BigDecimal::compareTo).orElse(null);
          case MAX ->
              values.stream().map(BigDecimal.class::cast).max(BigDecimal::compareTo).orElse(null);
          case DISTINCT -> new BigDecimal(new HashSet<>(values).size());
          case FIRST -> values.isEmpty() ? null : values.get(0);
          case LAST -> values.isEmpty() ? null : values.get(values.size() - 1);
        };
    return result != null && rule.test().parts().stream().allMatch(part -> holds(part, result));
  }

  private static boolean holds(Part part, Object value) {
    if (value instanceof BigDecimal number && part.operand() instanceof BigDecimal operand) {
      int order = number.compareTo(operand);
      return switch (part.relation()) {
        case ABOVE -> order > 0;
        case AT_LEAST -> order >= 0;
        case BELOW -> order < 0;
        case AT_MOST -> order <= 0;
        case EQUALS -> order == 0;
        case NOT_EQUALS -> order != 0;
      };
    }
    return switch (part.relation()) {
      case EQUALS -> value.equals(part.operand());
      case NOT_EQUALS -> !value.equals(part.operand());
      default -> false;
    };
  }

  private boolean holds(Rule.Sequence rule, long now) {
    Set<Logged> concerned = new HashSet<>();
    rule.steps().forEach(step -> concerned.addAll(matching(step, rule)));
    rule.notFollowedBy().ifPresent(f -> concerned.addAll(matching(f.event(), rule)));
    List<Logged> ordered =
        events.stream()
            .filter(concerned::contains)
            .sorted(Comparator.comparingLong(Logged::occurredAt))
            .toList();
    for (int first = 0; first < ordered.size(); first++) {
      if (isStep(ordered.get(first), rule, 0) && goesOn(rule, ordered, first, first, 1, now)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a chain that has come to a step goes on to one that holds now. */
  private boolean goesOn(
      Rule.Sequence rule, List<Logged> ordered, int first, int last, int step, long now) {
    if (step == rule.steps().size()) {
      return isComplete(rule, ordered, last, now);
    }
    for (int next = last + 1; next < ordered.size(); next++) {
      long length = ordered.get(next).occurredAt - ordered.get(first).occurredAt;
      if (length < rule.within().orElseThrow().toMillis()
          && isStep(ordered.get(next), rule, step)
          && goesOn(rule, ordered, first, next, step + 1, now)) {
        return true;
      }
    }
    return false;
  }

  private boolean isComplete(Rule.Sequence rule, List<Logged> ordered, int last, long now) {
    long at = ordered.get(last).occurredAt;
    if (rule.inLast().isPresent() && at <= now - rule.inLast().get().toMillis()) {
      return false;
    }
    if (rule.notFollowedBy().isEmpty()) {
      return true;
    }
    long until = at + rule.notFollowedBy().get().period().toMillis();
    List<Logged> undoing = matching(rule.notFollowedBy().get().event(), rule);
    return until <= now
        && ordered.subList(last + 1, ordered.size()).stream()
            .noneMatch(event -> event.occurredAt <= until && undoing.contains(event));
  }

  private boolean isStep(Logged event, Rule.Sequence rule, int step) {
    return matching(rule.steps().get(step), rule).contains(event);
  }

  private boolean holds(Rule.OnDate rule, long now) {
    String text = (String) attributes.get(rule.date().source().split("\\.")[1]);
    ZoneId zone = zone(rule.zone());
    LocalDate today = date(now, zone);
    if (text == null || text.equals("soon") || (text.startsWith("--") && !rule.yearly())) {
      return false;
    }
    LocalDate date =
        text.startsWith("--")
            ? LocalDate.parse("0004" + text.substring(1))
            : text.endsWith("Z")
                ? Instant.parse(text).atZone(zone).toLocalDate()
                : text.contains("T")
                    ? LocalDateTime.parse(text).toLocalDate()
                    : LocalDate.parse(text);
    if (!rule.yearly()) {
      return date.plusDays(rule.daysAfter()).equals(today);
    }
    for (int year = today.getYear() - 1; year <= today.getYear() + 1; year++) {
      boolean leap = LocalDate.of(year, 1, 1).isLeapYear();
      boolean moved = date.getMonthValue() == 2 && date.getDayOfMonth() == 29 && !leap;
      LocalDate occurrence = LocalDate.of(year, date.getMonth(), moved ? 28 : date.getDayOfMonth());
      if (year >= date.getYear() && occurrence.plusDays(rule.daysAfter()).equals(today)) {
        return true;
      }
    }
    return false;
  }
}
