/**
 * The operator that knows who exists, who is in which audience and who stands where in which
 * journey, and that goes through them at a pace when something is asked of all of them (E3, E4, V1,
 * A9).
 */
package dev.sojourn.journeys.directory;
