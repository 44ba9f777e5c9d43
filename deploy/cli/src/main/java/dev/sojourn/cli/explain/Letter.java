package dev.sojourn.cli.explain;

import java.time.Instant;

/**
 * A dead letter about the person.
 *
 * @param origin where the refused record stands, as topic/partition/offset; empty if it was a
 *     wake-up
 */
record Letter(
    String code, String category, String message, String component, String origin, Instant at) {}
