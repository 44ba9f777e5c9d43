/**
 * What the topic {@code runs} tells: how far runs over many have come, and how many people and
 * stays there are.
 */
package dev.sojourn.cli.runs;
