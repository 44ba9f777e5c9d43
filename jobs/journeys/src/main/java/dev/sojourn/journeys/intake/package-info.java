/**
 * The first step of the log of signals, chained to its source: gives each record its time, ends
 * ticks, refuses what cannot be a signal, sends back what stands in the wrong partition, and passes
 * the rest on undecoded to the operator that keeps people (rules 3, 4 and 8 of the architecture).
 */
package dev.sojourn.journeys.intake;
