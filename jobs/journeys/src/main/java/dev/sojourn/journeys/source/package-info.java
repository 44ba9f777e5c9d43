/**
 * Reading the two logs, {@code signals} and {@code definitions}, as they are: undecoded, with the
 * log's own time, and the watermarks that follow from it (rules 3 and 4 of the architecture).
 */
package dev.sojourn.journeys.source;
