package dev.sojourn.engine.expression;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.cel.common.types.CelKind;

/**
 * What an expression must give where it stands. What is only known at run time passes the check.
 */
public enum ExpectedType {
  /** True or false. */
  CONDITION("true or false", CelKind.BOOL),
  /** A string, a number, or a list of these. */
  KEY(
      "a string, a number, or a list of these",
      CelKind.STRING,
      CelKind.INT,
      CelKind.DOUBLE,
      CelKind.LIST),
  /** A timestamp, or a string that is a local date-time. */
  MOMENT("a timestamp or a local date-time as a string", CelKind.TIMESTAMP, CelKind.STRING),
  /** A string. */
  TEXT("a string", CelKind.STRING),
  /** A whole or a real number. */
  NUMBER("a number", CelKind.INT, CelKind.DOUBLE),
  /** A number, a string, or true or false. */
  SCALAR(
      "a number, a string, or true or false",
      CelKind.INT,
      CelKind.DOUBLE,
      CelKind.STRING,
      CelKind.BOOL),
  /** Anything that can be kept as an attribute. */
  VALUE(
      "a value",
      CelKind.BOOL,
      CelKind.INT,
      CelKind.DOUBLE,
      CelKind.STRING,
      CelKind.LIST,
      CelKind.MAP,
      CelKind.TIMESTAMP,
      CelKind.DURATION,
      CelKind.NULL_TYPE);

  private final String label;
  private final ImmutableSet<CelKind> kinds;

  ExpectedType(String label, CelKind... kinds) {
    this.label = label;
    this.kinds = Sets.immutableEnumSet(CelKind.DYN, kinds);
  }

  boolean allows(CelKind kind) {
    return kinds.contains(kind);
  }

  /** For messages: what is expected. */
  String label() {
    return label;
  }
}
