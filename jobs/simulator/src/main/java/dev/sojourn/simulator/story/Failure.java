package dev.sojourn.simulator.story;

import java.util.List;
import java.util.OptionalInt;

/**
 * The first difference between what a case says and what happened.
 *
 * @param place of what was not met
 * @param message what was expected, and what was so; says what to do where that is not plain
 * @param expected the list that was expected; empty if the difference is not in a list
 * @param happened the list that there was; lines of both are the same number apart from their end
 * @param line in which the two first differ, from 0
 * @param happening where in the timeline the difference shows; empty if it shows by something
 *     missing
 */
public record Failure(
    Place place,
    String message,
    List<String> expected,
    List<String> happened,
    int line,
    OptionalInt happening) {

  /** One that is not about a list. */
  static Failure at(Place place, String message) {
    return new Failure(place, message, List.of(), List.of(), 0, OptionalInt.empty());
  }

  /** Whether it is about two lists that differ. */
  public boolean isOfLists() {
    return !expected.isEmpty() || !happened.isEmpty();
  }
}
