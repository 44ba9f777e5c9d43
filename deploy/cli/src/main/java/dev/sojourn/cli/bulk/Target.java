package dev.sojourn.cli.bulk;

import java.util.Set;

/** What the cells of a column become. */
public sealed interface Target {
  /** Words that mean consent, where a mapping names no others. */
  Set<String> IN = Set.of("in", "true", "yes", "1");

  /** Words that mean its refusal, likewise. */
  Set<String> OUT = Set.of("out", "false", "no", "0");

  /**
   * An attribute of the profile.
   *
   * @param separator between the items of a list
   */
  record Attribute(String name, CellType type, String separator) implements Target {}

  /**
   * A consent.
   *
   * @param medium channel, or channel/topic
   * @param in words for {@code in}, in lower case
   * @param out words for {@code out}, in lower case
   */
  record Consent(String medium, Set<String> in, Set<String> out) implements Target {}

  /**
   * A suppression by hand, or its end.
   *
   * @param medium channel, or channel/topic
   */
  record Suppression(String medium) implements Target {}

  /** Each member of an object is what the part says, under the member's name. */
  record Each(Part part) implements Target {}

  /** What the members of an object are. */
  enum Part {
    /** Attributes. */
    ATTRIBUTES,
    /** Consents. */
    CONSENTS,
    /** Suppressions. */
    SUPPRESSIONS
  }

  /** Nothing. */
  record Ignored() implements Target {}
}
