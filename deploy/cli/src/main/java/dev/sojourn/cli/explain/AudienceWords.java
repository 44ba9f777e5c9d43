package dev.sojourn.cli.explain;

/** Comings and goings in audiences, in words. */
final class AudienceWords {
  private final Library library;
  private final CauseWords causes;

  AudienceWords(Library library, CauseWords causes) {
    this.library = library;
    this.causes = causes;
  }

  String of(AudienceTurn turn) {
    return (turn.entered() ? "came in" : "left")
        + " (version "
        + turn.version()
        + "), "
        + cause(turn)
        + leaf(turn)
        + approximate(turn);
  }

  private String cause(AudienceTurn turn) {
    return switch (turn.cause()) {
      case "time" -> "by the passing of time";
      case "definition" -> "because the audience's definition changed";
      default -> {
        String signal = causes.ofId(turn.signal());
        yield signal.isEmpty() ? "by a signal" : "by " + signal;
      }
    };
  }

  private String leaf(AudienceTurn turn) {
    if (turn.leaf().isEmpty()) {
      return "";
    }
    String says = library.leaf(turn.audience(), turn.version(), turn.leaf());
    return "; `" + turn.leaf() + "` turned" + (says.isEmpty() ? "" : ": " + says);
  }

  private static String approximate(AudienceTurn turn) {
    return turn.approximate().isEmpty()
        ? ""
        : "; approximate, as more events had come than `"
            + turn.approximate()
            + "` keeps of one person";
  }
}
