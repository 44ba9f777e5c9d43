package dev.sojourn.benchmark.pipeline;

import java.util.Locale;

/** Which of the two jobs. */
public enum JobKind {
  /** Reads, decodes, keys, updates one value of 200 bytes, writes every tenth event. */
  BARE,
  /** The journeys job, as it runs in production. */
  JOURNEYS;

  /** As it stands in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
