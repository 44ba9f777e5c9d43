/**
 * Findings that do not forbid publishing, but that an author should see. Begin reading at {@link
 * dev.sojourn.engine.definition.lint.Linter}.
 *
 * <p>A warning is certain: what it says never happens does not happen, as long as reports come in
 * time and nobody pauses the journey. What could only be suspected is left out, or is an info.
 */
package dev.sojourn.engine.definition.lint;
