package dev.sojourn.engine.signal;

import java.util.Map;

/**
 * Asks that a journey be started for this profile (E6).
 *
 * @param journey name of the journey
 * @param key instance key; empty for a journey without keys
 * @param context becomes {@code journey.event}
 */
public record EntryRequest(
    String id, String journey, long occurredAt, String key, Map<String, Object> context)
    implements Signal {}
