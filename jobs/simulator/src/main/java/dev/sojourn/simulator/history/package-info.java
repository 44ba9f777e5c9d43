/**
 * Recorded histories, person by person, through the engine: the definitions in effect at each
 * moment, the signals in the order of their log, and an outside world that gives what was recorded,
 * or what a model says of messages that never went out. Each person is a simulation of their own;
 * people may be simulated on many threads.
 */
package dev.sojourn.simulator.history;
