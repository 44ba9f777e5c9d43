/**
 * What comes of messages that never went out: shares and delays that an author states in a file.
 * Every draw is a hash of a seed and the request's id, so that a message has the same outcome
 * whatever else is simulated, in whatever order, on however many threads.
 */
package dev.sojourn.simulator.outcome;
