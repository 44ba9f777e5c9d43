/**
 * Test cases of journeys as authors write them, in YAML: given these people, when this happens and
 * that time passes, expect these messages. Read with the place of everything, run in a {@link
 * dev.sojourn.simulator.Simulator} each, and told so that an author sees what to change.
 */
package dev.sojourn.simulator.story;
