package dev.sojourn.cli.explain;

/**
 * One of the things that had to be so for a person to come into a journey.
 *
 * @param what as a statement
 * @param finding what is known of it, and what to do if it is not so
 */
record Check(String what, Answer answer, String finding) {

  /** Whether it was so. */
  enum Answer {
    YES("yes"),
    NO("no"),
    /** The records do not tell. */
    UNKNOWN("?");

    private final String label;

    Answer(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
