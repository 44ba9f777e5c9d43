package dev.sojourn.simulator.story;

/**
 * A moment, told apart from other numbers so that it is shown as one.
 *
 * @param at ms since the epoch
 */
record Moment(long at) {}
