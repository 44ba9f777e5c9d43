package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Problem;

/**
 * Something that an author should see.
 *
 * @param lint what it is
 * @param at where, why, and what to do
 */
public record Finding(Lint lint, Problem at) {

  /** One line: {@code file:line:column: warning: path: message (remedy) [name]}. */
  @Override
  public String toString() {
    Problem told =
        new Problem(
            at.file(),
            at.line(),
            at.column(),
            "",
            lint.severity().label()
                + ": "
                + (at.path().isEmpty() ? "" : at.path() + ": ")
                + at.message(),
            at.remedy());
    return told + " [" + lint.label() + "]";
  }
}
