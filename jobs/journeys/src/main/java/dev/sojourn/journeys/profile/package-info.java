/**
 * The keyed operator in which everything about a person changes together: a shell that brings the
 * engine its state, its definitions and its time, and does what the engine asks (rules 1, 2, 5 and
 * 10 of the architecture).
 */
package dev.sojourn.journeys.profile;
