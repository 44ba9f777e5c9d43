package dev.sojourn.cli.publish;

import org.apache.avro.specific.SpecificRecord;

/**
 * What a line says, ready to be written.
 *
 * @param profile the profile key; empty for a business event, which concerns nobody in particular
 * @param signal a CustomerEvent, ProfileUpdate, EntryRequest, DeliveryReport or BusinessEvent
 */
public record ProfileSignal(String profile, SpecificRecord signal) {}
