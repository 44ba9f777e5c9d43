/**
 * What the job writes: the engine's effects and what could not be used, as records of the topics,
 * encoded where they arise and written by one sink.
 */
package dev.sojourn.journeys.output;
