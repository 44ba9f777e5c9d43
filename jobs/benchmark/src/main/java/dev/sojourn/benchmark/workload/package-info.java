/**
 * The workload of all benchmarks: a shop with a million customers, what they do, and the
 * definitions that are live in it. Deterministic: the same seed gives the same events, byte for
 * byte.
 */
package dev.sojourn.benchmark.workload;
