package dev.sojourn.engine.definition;

import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.ZoneChoice;
import java.time.Duration;

/** Which past events count at a moment, by when they occurred (A1). */
public sealed interface Window {

  /** All. */
  record Ever() implements Window {}

  /** An event at t counts at now iff now − length &lt; t ≤ now. */
  record Rolling(Duration length) implements Window {}

  /**
   * Those of the current day, week or month of the wall clock, which is the one of the zone that
   * the person has now.
   */
  record Calendar(CalendarUnit unit, ZoneChoice zone) implements Window {}
}
