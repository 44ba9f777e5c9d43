package dev.sojourn.cli.bulk;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what a mapping file and options say of columns; what is said later counts. */
final class MappingDraft {
  private static final String SEPARATOR = "|";

  private final Map<String, Target> targets = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, CellType> types = new HashMap<>();
  private final Map<String, String> separators = new HashMap<>();
  private Optional<String> key = Optional.empty();
  private Mapping.Others others = Mapping.Others.ATTRIBUTES;
  private Mapping.Empty empty = Mapping.Empty.KEEP;

  void key(String column) {
    key = Optional.of(column);
  }

  void others(Mapping.Others value) {
    others = value;
  }

  void empty(Mapping.Empty value) {
    empty = value;
  }

  void attribute(String column, String name) {
    targets.remove(column);
    names.put(column, name);
  }

  void type(String column, CellType type) {
    targets.remove(column);
    types.put(column, type);
  }

  void separator(String column, String separator) {
    separators.put(column, separator);
  }

  /** A consent, a suppression, or nothing. */
  void target(String column, Target target) {
    names.remove(column);
    types.remove(column);
    targets.put(column, target);
  }

  /**
   * The mapping.
   *
   * @throws IllegalArgumentException if no key is named
   */
  Mapping mapping() {
    String column =
        key.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "say which column holds the profile key: --key COLUMN"));
    Map<String, Target> all = new HashMap<>(targets);
    Set<String> attributes = new LinkedHashSet<>(names.keySet());
    attributes.addAll(types.keySet());
    for (String attribute : attributes) {
      all.put(
          attribute,
          new Target.Attribute(
              names.getOrDefault(attribute, attribute),
              types.getOrDefault(attribute, CellType.AS_IS),
              separators.getOrDefault(attribute, SEPARATOR)));
    }
    return new Mapping(column, all, others, empty);
  }
}
