package dev.sojourn.cli.explain;

import java.time.Instant;

/**
 * The person came into an audience or left it.
 *
 * @param cause {@code signal}, {@code time} or {@code definition}
 * @param leaf path of the leaf of the rule that turned; empty where the definition is the cause
 * @param signal empty for other causes
 */
record AudienceTurn(
    String audience,
    int version,
    boolean entered,
    Instant at,
    String cause,
    String leaf,
    String signal) {}
