package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.time.ZoneChoice;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Makes leaves from rules. A leaf's id is a hash of all that it says; state is stored by it, so
 * what is hashed never changes.
 */
final class Leaves {
  private Leaves() {}

  /** The leaf of a rule that is not made of others. */
  static Leaf of(Rule rule) {
    if (rule instanceof Rule.Count count) {
      return count(count);
    }
    if (rule instanceof Rule.Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (rule instanceof Rule.Absent absent) {
      long period = absent.period().toMillis();
      return new AbsentLeaf(
          Hashes.hash48("absent|" + text(absent.event()) + "|" + period), absent.event(), period);
    }
    if (rule instanceof Rule.Sequence sequence) {
      return SequenceLeaf.of(Hashes.hash48("sequence", text(sequence)), sequence);
    }
    if (rule instanceof Rule.Profile profile) {
      return new ConditionLeaf(
          Hashes.hash48("profile|" + profile.condition().source()), profile.condition());
    }
    if (rule instanceof Rule.OnDate date) {
      return new DateLeaf(Hashes.hash48("date", text(date)), date);
    }
    throw new IllegalArgumentException("not a leaf: " + rule);
  }

  /** What a leaf is called in the path to it. */
  static String label(Rule rule) {
    if (rule instanceof Rule.Count || rule instanceof Rule.Aggregate) {
      return "events";
    }
    if (rule instanceof Rule.Absent) {
      return "absent";
    }
    if (rule instanceof Rule.Sequence) {
      return "sequence";
    }
    return rule instanceof Rule.OnDate ? "date" : "profile";
  }

  private static Leaf count(Rule.Count count) {
    String what =
        text(count.event()) + "|" + count.bound().comparison() + "|" + count.bound().count();
    if (count.window() instanceof Window.Ever) {
      return new CountEverLeaf(Hashes.hash48("ever|" + what), count.event(), count.bound());
    }
    long id =
        count.window() instanceof Window.Rolling rolling
            ? Hashes.hash48("count|" + what + "|" + rolling.length().toMillis())
            : Hashes.hash48("count", what + "|" + text(count.window()));
    return new CountLeaf(id, count.event(), Span.of(count.window()), count.bound());
  }

  private static Leaf aggregate(Rule.Aggregate rule) {
    StringBuilder text = new StringBuilder();
    text.append(text(rule.event())).append('|').append(rule.value().source());
    text.append('|').append(text(rule.window())).append('|').append(rule.keep());
    rule.test()
        .parts()
        .forEach(
            part ->
                text.append('|')
                    .append(part.relation())
                    .append(' ')
                    .append(part.operand().getClass().getSimpleName())
                    .append(' ')
                    .append(part.operand()));
    return new ValueLeaf(
        Hashes.hash48(rule.function().name(), text),
        rule.event(),
        rule.value(),
        Span.of(rule.window()),
        Fold.of(rule),
        // How many different values decide it, the test says.
        rule.function() == Rule.Function.DISTINCT ? Integer.MAX_VALUE : rule.keep());
  }

  private static String text(Rule.Sequence rule) {
    StringBuilder text = new StringBuilder();
    rule.steps().forEach(step -> text.append(text(step)).append("|then|"));
    text.append(millis(rule.within())).append('|').append(millis(rule.inLast()));
    text.append('|').append(rule.keep());
    rule.notFollowedBy()
        .ifPresent(
            following ->
                text.append("|not|")
                    .append(text(following.event()))
                    .append('|')
                    .append(following.period().toMillis()));
    return text.toString();
  }

  private static String millis(Optional<Duration> duration) {
    return duration.map(length -> Long.toString(length.toMillis())).orElse("");
  }

  private static String text(Rule.OnDate rule) {
    return rule.date().source()
        + "|"
        + rule.daysAfter()
        + "|"
        + (rule.yearly() ? "yearly" : "once")
        + "|"
        + text(rule.zone());
  }

  private static String text(ZoneChoice zone) {
    return zone.fixed().map(ZoneId::getId).orElse("profile|" + zone.fallback().getId());
  }

  private static String text(EventMatcher matcher) {
    return matcher.type() + "|" + matcher.when().map(Expression::source).orElse("");
  }

  private static String text(Window window) {
    if (window instanceof Window.Rolling rolling) {
      return Long.toString(rolling.length().toMillis());
    }
    return window instanceof Window.Calendar calendar
        ? calendar.unit() + "|" + text(calendar.zone())
        : "";
  }
}
