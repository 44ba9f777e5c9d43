package dev.sojourn.engine.signal;

/**
 * Anything that happens to one profile, as it stands in that profile's log. The engine sees signals
 * one at a time, in the order of the log. The passing of time is not in the log: it comes as
 * wake-ups, between signals (rule 3 of the architecture).
 */
public sealed interface Signal
    permits CustomerEvent, ProfileUpdate, DeliveryReport, EntryRequest, Command {

  /** The writer's own id of this signal; for a report, the id of its request. */
  String id();
}
