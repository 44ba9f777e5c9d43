/**
 * The engine with a clock of its own and no infrastructure: definitions, people, their signals, and
 * an outside world that answers. What it gives is what the journeys job gives for the same logs.
 * Nothing here reads a clock, a file or a random number.
 */
package dev.sojourn.simulator;
