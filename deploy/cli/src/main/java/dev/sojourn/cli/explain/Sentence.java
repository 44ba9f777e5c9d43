package dev.sojourn.cli.explain;

import java.util.Set;

/** A line that grows: what happened, by what, resting on what, and where it led. */
final class Sentence {
  /** Edges that need no telling beside where they lead. */
  private static final Set<String> ORDINARY = Set.of("", "next", "when", "else");

  private final StringBuilder text;

  private Sentence(String text) {
    this.text = new StringBuilder(text);
  }

  static Sentence of(String text) {
    return new Sentence(text);
  }

  Sentence add(String more) {
    text.append(more);
    return this;
  }

  /** What set it off; nothing if that is empty. */
  Sentence by(String cause) {
    if (!cause.isEmpty()) {
      text.append(", by ").append(cause);
    }
    return this;
  }

  /** What it rested on; nothing if that is empty. */
  Sentence and(String basis) {
    if (!basis.isEmpty()) {
      text.append(basis.startsWith("(") || basis.startsWith("until ") ? " " : " — ").append(basis);
    }
    return this;
  }

  /** Where it led. */
  Sentence on(Transition transition) {
    boolean side = transition.is(Transition.ASSIGNED);
    if (!ORDINARY.contains(transition.edge()) && !side) {
      text.append(" → ").append(transition.edge()).append(':');
    }
    if (!transition.next().isEmpty()) {
      text.append(ORDINARY.contains(transition.edge()) || side ? " → `" : " `")
          .append(transition.next())
          .append('`');
    } else if (!transition.edge().isEmpty()) {
      text.append(ORDINARY.contains(transition.edge()) || side ? " → end" : " end");
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
