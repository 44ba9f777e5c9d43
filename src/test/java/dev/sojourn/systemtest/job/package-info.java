/**
 * The journeys job in the tests' own process, on a Flink cluster that can stop, fail and rescale it
 * at will.
 */
package dev.sojourn.systemtest.job;
