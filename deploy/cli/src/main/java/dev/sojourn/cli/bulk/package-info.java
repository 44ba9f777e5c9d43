/**
 * Profiles in bulk: files of rows become profile updates on the log.
 *
 * <p>A row that cannot be used is set aside with its code, its reason and its bytes, and stops
 * nothing. What was acknowledged is noted beside the input, so that an import which was killed goes
 * on there; a row that is sent twice is the same update, under the same id, and counts once.
 */
package dev.sojourn.cli.bulk;
