package dev.sojourn.engine.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type that an author has declared for an attribute or a property (A6). For the check when
 * something is published, and for nothing else: values of other types stay what they are.
 */
public sealed interface DeclaredType {

  /** As it stands in messages, for example {@code list of string}. */
  String label();

  /** A single value. */
  enum Scalar implements DeclaredType {
    STRING,
    /** Whole or real. */
    NUMBER,
    /** Whole only. */
    INTEGER,
    BOOLEAN,
    /** A text such as 2026-03-01. */
    DATE,
    /** A text such as 2026-03-01T12:00:00Z. */
    TIMESTAMP,
    /** Not a text but a moment, as {@code now()} gives it. Nobody can declare it. */
    MOMENT,
    /** Whatever comes. */
    ANY;

    /** Empty if no author can declare such a type. */
    public static Optional<Scalar> ofLabel(String label) {
      for (Scalar scalar : values()) {
        if (scalar != MOMENT && scalar.label().equals(label)) {
          return Optional.of(scalar);
        }
      }
      return Optional.empty();
    }

    @Override
    public String label() {
      return this == MOMENT ? "moment" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** A list whose elements are all of one type. */
  record ListOf(DeclaredType element) implements DeclaredType {
    @Override
    public String label() {
      return "list of " + element.label();
    }
  }

  /** A map with any names, whose values are all of one type. */
  record MapOf(DeclaredType value) implements DeclaredType {
    @Override
    public String label() {
      return "map to " + value.label();
    }
  }

  /**
   * A map with known names.
   *
   * @param members in the order of their names
   * @param closed whether there are no others
   */
  record Members(Map<String, DeclaredType> members, boolean closed) implements DeclaredType {
    /** Where nothing is declared. */
    public static final Members ANYTHING = new Members(Map.of(), false);

    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String label() {
      return "map";
    }
  }
}
