package dev.sojourn.cli.explain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of a topic was read, so that nobody takes "not found" for "never was".
 *
 * @param topic without the prefix
 * @param partitions one, unless the topic has no keys
 * @param oldest log time of the oldest record read, whoever's it is; empty if there was none
 * @param records how many were read
 * @param unreadable how many of the person's records could not be read
 */
record Coverage(
    String topic,
    List<Integer> partitions,
    Optional<Instant> oldest,
    long records,
    long unreadable) {}
