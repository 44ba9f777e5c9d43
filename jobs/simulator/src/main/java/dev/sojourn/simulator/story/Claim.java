package dev.sojourn.simulator.story;

import java.util.List;

/** One thing that an expectation says of a person. */
sealed interface Claim {

  Place place();

  /**
   * Everything of a kind that happened since it was last looked at, in order.
   *
   * @param items empty: nothing
   */
  record Listed(Place place, FactKind kind, List<Item> items) implements Claim {}

  /**
   * One of the things that happened.
   *
   * @param fields what is compared, the kind's main field first
   */
  record Item(Place place, List<Field> fields) {}

  /**
   * A value that is compared.
   *
   * @param path of the value inside the fact, from the outside in
   * @param value null: there must be none
   */
  record Field(Place place, List<String> path, Object value) {
    String name() {
      return String.join(".", path);
    }
  }

  /** The person is inside one journey only, and at this step of it. */
  record AtStep(Place place, String step) implements Claim {}

  /** An instance is at a step. */
  record InstanceAt(Place place, InstanceName instance, String step) implements Claim {}

  /** The person is inside a journey, or is not. */
  record Inside(Place place, InstanceName instance, boolean inside) implements Claim {}

  /** The person is a member of an audience, or is not. */
  record Member(Place place, String audience, boolean member) implements Claim {}

  /** What is known of the person: a path from {@code attributes} or {@code consents} on. */
  record Known(Place place, Field field) implements Claim {}

  /** Nothing has happened since the last expectation. */
  record Nothing(Place place) implements Claim {}
}
