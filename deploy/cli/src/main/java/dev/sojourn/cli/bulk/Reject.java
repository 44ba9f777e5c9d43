package dev.sojourn.cli.bulk;

/**
 * A row that was set aside.
 *
 * @param row its number, from 1
 * @param line the line on which it begins
 * @param bytes as in the file
 * @param reason what is wrong with it, to be read after the place
 */
public record Reject(long row, long line, byte[] bytes, RowCode code, String reason) {}
