/**
 * What the journeys job does with many people at once, most of whom are silent: sweeps, paced
 * reads, waits that come due, moves to another version, and how soon a definition takes effect
 * under load.
 */
package dev.sojourn.benchmark.crowd;
