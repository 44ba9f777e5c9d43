/**
 * Tells what happened to one person and why, and why something did not happen, from the records
 * about them. {@link dev.sojourn.cli.explain.PersonReader} reads the topics; everything else here
 * is pure: records in, words or JSON out. The reasons in words stand in one place, {@code Reasons}.
 */
package dev.sojourn.cli.explain;
