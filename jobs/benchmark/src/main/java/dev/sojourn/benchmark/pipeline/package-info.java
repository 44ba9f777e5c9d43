/**
 * The pipeline benchmark: the journeys job and a bare Flink job, each in a JVM of its own, read the
 * same topic from its beginning, in turn; how far they have come is noted every second.
 */
package dev.sojourn.benchmark.pipeline;
