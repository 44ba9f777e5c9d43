package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** Reads until when a wait lasts (S2). */
final class WaitReader {
  /** Stands in for what could not be read; never seen, as the document is refused. */
  private static final CalendarDuration UNREADABLE =
      new CalendarDuration(Period.ZERO, Duration.ofHours(1));

  private WaitReader() {}

  static Step.Until until(Element wait) {
    Optional<Element> stated = wait.oneOf(List.of("for", "until"));
    if (stated.isEmpty() || stated.get().name().equals("for")) {
      return new Step.For(stated.flatMap(Times::duration).orElse(UNREADABLE));
    }
    Element until = stated.get();
    if (until.node().isObject()) {
      return new Step.NextTime(DayTimes.time(until.at("time")), DayTimes.days(until.at("days")));
    }
    return new Step.At(Expressions.read(until, Expressions.STEP, ExpectedType.MOMENT));
  }
}
