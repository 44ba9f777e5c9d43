package dev.sojourn.cli.publish;

import org.apache.avro.specific.SpecificRecord;

/**
 * A signal about one profile, ready to be written.
 *
 * @param profile the profile key
 * @param signal a CustomerEvent, ProfileUpdate, EntryRequest or DeliveryReport
 */
public record ProfileSignal(String profile, SpecificRecord signal) {}
