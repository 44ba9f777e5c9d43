package dev.sojourn.journeys.directory;

import dev.sojourn.engine.directory.Index;

/**
 * How an entry stands in a bucket: the profile key; in an index of stays, after a line feed, the
 * stay's id. A profile key may hold line feeds, an id never does. Part of what is stored: never
 * changes.
 */
final class EntryName {
  private static final char SEPARATOR = '\n';

  private EntryName() {}

  /**
   * @param stay id of the stay; empty where a person has one entry only
   */
  static String of(String profile, String stay) {
    return stay.isEmpty() ? profile : profile + SEPARATOR + stay;
  }

  /** Whose entry it is. */
  static String profile(String index, String name) {
    return Index.isOfStays(index) ? name.substring(0, name.lastIndexOf(SEPARATOR)) : name;
  }
}
