/** What {@code sojourn test} adds to the simulator: files, and reports for people and machines. */
package dev.sojourn.cli.journeytest;
