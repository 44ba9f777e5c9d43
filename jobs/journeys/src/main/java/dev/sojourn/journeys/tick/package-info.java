/**
 * Ticks: records that say that time has come so far, for partitions in which nothing happens (rule
 * 4 of the architecture).
 */
package dev.sojourn.journeys.tick;
