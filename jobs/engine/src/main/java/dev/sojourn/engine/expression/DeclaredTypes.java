package dev.sojourn.engine.expression;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.sojourn.engine.expression.DeclaredType.ListOf;
import dev.sojourn.engine.expression.DeclaredType.MapOf;
import dev.sojourn.engine.expression.DeclaredType.Scalar;

/** Declared types as the CEL library's. */
final class DeclaredTypes {

  /** What a number is taken for. */
  enum Numbers {
    /** Either. */
    ANY,
    WHOLE,
    REAL
  }

  private DeclaredTypes() {}

  /** The library's type. */
  static CelType cel(DeclaredType type, Numbers number) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STRING, DATE, TIMESTAMP -> SimpleType.STRING;
        case BOOLEAN -> SimpleType.BOOL;
        case MOMENT -> SimpleType.TIMESTAMP;
        case ANY -> SimpleType.DYN;
        case NUMBER, INTEGER ->
            switch (number) {
              case ANY -> SimpleType.DYN;
              case WHOLE -> SimpleType.INT;
              case REAL -> SimpleType.DOUBLE;
            };
      };
    }
    if (type instanceof ListOf list) {
      return ListType.create(cel(list.element(), number));
    }
    return MapType.create(
        SimpleType.STRING, type instanceof MapOf map ? cel(map.value(), number) : SimpleType.DYN);
  }

  /** Whether the library's type depends on what a number is taken for. */
  static boolean hasNumbers(DeclaredType type) {
    return !cel(type, Numbers.WHOLE).equals(cel(type, Numbers.REAL));
  }

  /** Whether all numbers in it are whole. */
  static boolean isWhole(DeclaredType type) {
    if (type instanceof ListOf list) {
      return isWhole(list.element());
    }
    return type instanceof MapOf map ? isWhole(map.value()) : type != Scalar.NUMBER;
  }

  /** Whether a value of the library's type may be kept under a declared name. */
  static boolean takes(DeclaredType declared, CelType type) {
    // No value takes an attribute away.
    if (type.kind() == CelKind.DYN || type.kind() == CelKind.NULL_TYPE) {
      return true;
    }
    if (declared instanceof Scalar scalar) {
      return switch (scalar) {
        case ANY -> true;
        case STRING -> type.kind() == CelKind.STRING;
        case BOOLEAN -> type.kind() == CelKind.BOOL;
        case INTEGER -> type.kind() == CelKind.INT;
        case NUMBER -> type.kind() == CelKind.INT || type.kind() == CelKind.DOUBLE;
        // A moment is kept as a text.
        case DATE -> type.kind() == CelKind.STRING;
        case TIMESTAMP, MOMENT -> type.kind() == CelKind.STRING || type.kind() == CelKind.TIMESTAMP;
      };
    }
    if (declared instanceof ListOf list) {
      return type instanceof ListType of
          && (!of.hasElemType() || takes(list.element(), of.elemType()));
    }
    if (declared instanceof MapOf map) {
      return type instanceof MapType of && takes(map.value(), of.valueType());
    }
    return type.kind() == CelKind.MAP;
  }

  /** A message of the library in which types have the names that authors give them. */
  static String inWords(String message) {
    return message
        .replace("google.protobuf.Timestamp", "moment")
        .replace("google.protobuf.Duration", "duration")
        .replaceAll("\\bint\\b(?!\\()", "integer")
        .replaceAll("\\bdouble\\b(?!\\()", "number")
        .replaceAll("\\bbool\\b(?!\\()", "boolean")
        .replaceAll("\\bdyn\\b(?!\\()", "any");
  }
}
