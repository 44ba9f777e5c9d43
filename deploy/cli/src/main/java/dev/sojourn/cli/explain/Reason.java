package dev.sojourn.cli.explain;

/**
 * A reason in words.
 *
 * @param code as it stands in records
 * @param group where it is given
 * @param words what happened, as the end of a sentence
 * @param remedy what to do if it should not have happened
 */
record Reason(Group group, String code, String words, String remedy) {
  /** The remedy of what is as it should be. */
  static final String NOTHING = "Nothing.";

  /** The remedy of what may be as it should be, and cannot be told from the record. */
  static final String NOTHING_IF_MEANT = "Nothing, if that is meant.";

  /** Where a reason is given: the same code may mean something else elsewhere. */
  enum Group {
    ENTRY("An entry was refused"),
    SEND("A message was not sent, or held"),
    PASS("A step was passed"),
    END("A stay ended"),
    DELIVERY("A request was not delivered");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** Of a table of the group's reasons. */
    String title() {
      return title;
    }
  }

  /** Whether there is something to do about it. */
  boolean isActionable() {
    return !remedy.equals(NOTHING) && !remedy.equals(NOTHING_IF_MEANT);
  }

  /** The code, and what it means. */
  String codeAndWords() {
    return code + ", " + words;
  }
}
