package dev.sojourn.engine.audience;

import java.util.Arrays;

/**
 * Where things lie by their 48-bit ids. What a profile keeps is sorted by id too, so that both can
 * be gone through side by side, without a search for each. Immutable.
 */
final class SortedIds {
  private final long[] ids;
  private final int[] indexes;

  /**
   * @param idByIndex each different
   */
  SortedIds(long[] idByIndex) {
    ids = idByIndex.clone();
    Arrays.sort(ids);
    indexes = new int[ids.length];
    for (int i = 0; i < idByIndex.length; i++) {
      indexes[Arrays.binarySearch(ids, idByIndex[i])] = i;
    }
  }

  /** The index of an id; -1 if it is not among them. */
  int indexOf(long id) {
    int place = Arrays.binarySearch(ids, id);
    return place < 0 ? -1 : indexes[place];
  }

  /** The first place at or after another whose id is not below this one. */
  int seek(long id, int from) {
    int place = from;
    while (place < ids.length && ids[place] < id) {
      place++;
    }
    return place;
  }

  /** The index of an id if it lies at this place; else -1. */
  int indexAt(int place, long id) {
    return place < ids.length && ids[place] == id ? indexes[place] : -1;
  }
}
