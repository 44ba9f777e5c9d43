/**
 * Who exists, who is in which audience, who stands where in which journey: how people are found
 * without a signal of theirs, and what is then done to all of them (E3, E4, V1, A9). What a person
 * makes of it is decided where everything about the person is.
 */
package dev.sojourn.engine.directory;
