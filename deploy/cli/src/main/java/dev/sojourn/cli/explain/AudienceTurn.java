package dev.sojourn.cli.explain;

import java.time.Instant;

/**
 * The person came into an audience or left it.
 *
 * @param cause {@code signal}, {@code time} or {@code definition}
 * @param leaf path of the leaf of the rule that turned; empty where the definition is the cause
 * @param signal empty for other causes
 * @param approximate path of the first leaf of which not all is known any more for this person, so
 *     that the change may be off (A4); empty if it is exact
 */
record AudienceTurn(
    String audience,
    int version,
    boolean entered,
    Instant at,
    String cause,
    String leaf,
    String signal,
    String approximate) {}
