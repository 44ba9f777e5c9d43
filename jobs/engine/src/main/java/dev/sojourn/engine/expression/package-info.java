/**
 * Conditions and values that authors write, in CEL. An expression is type-checked by the CEL
 * library when its document is parsed; on the path of every event it runs as closures made from the
 * checked tree, which neither throw nor, as a rule, allocate. What the closures do not cover is
 * evaluated by the library, the whole expression, with the same outcome.
 *
 * <p>What differs from CEL: null is the same as missing; a missing value is an error that CEL's
 * logic may absorb, and that makes a condition false in the end (S5); an element beyond the end of
 * a list is missing; {@code has(a.b.c)} is false, not an error, where {@code a.b} is missing;
 * comparison with {@code null} is refused; {@code now()} is the log's time.
 */
package dev.sojourn.engine.expression;
