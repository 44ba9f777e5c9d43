/**
 * Measures Sojourn: the engine by itself, the journeys job against a bare Flink job, and the
 * latency of the whole. {@code docs/benchmark.md} tells how to run it and what the figures mean.
 */
package dev.sojourn.benchmark;
