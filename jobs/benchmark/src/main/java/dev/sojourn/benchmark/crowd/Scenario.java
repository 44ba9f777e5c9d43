package dev.sojourn.benchmark.crowd;

import java.util.Locale;

/** What can be measured; in the order in which all are. */
public enum Scenario {
  /** A new audience goes through everybody while events arrive (A9). */
  SWEEP,
  /** A scheduled read keeps its pace (E4). */
  PACE,
  /** Everybody inside a journey is moved to its next version (V3). */
  MOVE,
  /** How soon a definition takes effect under load. */
  PUBLISH,
  /** Waits that come due evenly over some minutes. */
  WAITS,
  /** Waits that come due within one second. */
  BURST;

  /** As it stands on the command line and in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
