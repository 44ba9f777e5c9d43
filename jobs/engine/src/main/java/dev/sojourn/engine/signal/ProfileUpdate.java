package dev.sojourn.engine.signal;

import java.util.Map;

/**
 * A change of what is known of a profile.
 *
 * @param occurredAt by the writer's clock, ms since the epoch
 * @param attributes to set; a null value unsets
 * @param consents channel, or channel/topic, to {@code in}, {@code out} or {@code unknown}
 * @param suppressions channel to true (suppressed by hand) or false (every suppression of the
 *     channel lifted)
 */
public record ProfileUpdate(
    String id,
    long occurredAt,
    Map<String, Object> attributes,
    Map<String, String> consents,
    Map<String, Boolean> suppressions)
    implements Signal {}
