package dev.sojourn.engine.definition.document;

/**
 * A place in a file.
 *
 * @param line counts from 1; 0 if unknown
 * @param column counts from 1; 0 if unknown
 */
public record Position(int line, int column) {
  public static final Position UNKNOWN = new Position(0, 0);
}
