/**
 * What a migration would do: how many people are at which step, as the journeys job counts them.
 */
package dev.sojourn.cli.preview;
