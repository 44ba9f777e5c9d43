package dev.sojourn.connector;

import java.time.Duration;
import java.util.Map;

/**
 * One rendered message, to be attempted once.
 *
 * @param requestId the request's id, the same over all its attempts; the idempotency key
 * @param profile the profile key
 * @param address where to; as the channel's documents define it
 * @param parts the template's parts, rendered
 * @param attempt counts from 1
 * @param timeout after which the attempt is given up, counted from its beginning; a connector that
 *     cannot begin at once gives up after the same time, with {@link Outcome.Throttled}
 */
public record Delivery(
    String requestId,
    String profile,
    String address,
    Map<String, String> parts,
    int attempt,
    Duration timeout) {}
