package dev.sojourn.benchmark.crowd;

import java.util.BitSet;

/** Who was seen, and how many more than once. Safe for use by two threads. */
final class Seen {
  private final BitSet people = new BitSet();
  private int count;
  private int again;

  /** Notes a person; whether it is for the first time. */
  synchronized boolean add(String profile) {
    int number = Crowd.number(profile);
    if (people.get(number)) {
      again++;
      return false;
    }
    people.set(number);
    count++;
    return true;
  }

  /** How many people. */
  synchronized int count() {
    return count;
  }

  /** How many records were about somebody who had been seen. */
  synchronized int again() {
    return again;
  }
}
