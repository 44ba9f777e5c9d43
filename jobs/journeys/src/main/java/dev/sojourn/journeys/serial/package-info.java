/**
 * How the job's own records travel between its operators: an explicit serializer for each, so that
 * Flink never guesses one. What is kept in state has formats of its own, next to the code that
 * keeps it.
 */
package dev.sojourn.journeys.serial;
