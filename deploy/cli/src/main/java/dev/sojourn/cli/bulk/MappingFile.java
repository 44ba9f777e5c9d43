package dev.sojourn.cli.bulk;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a mapping from YAML. What it does not know is refused. */
final class MappingFile {
  private static final Set<String> FIELDS = Set.of("key", "columns", "others", "empty");
  private static final Set<String> COLUMN =
      Set.of(
          "attribute",
          "type",
          "separator",
          "consent",
          "in",
          "out",
          "suppression",
          "each",
          "ignore");

  private final Path file;
  private final MappingDraft draft;

  private MappingFile(Path file, MappingDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  /**
   * Adds what a file says.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static void read(Path file, MappingDraft draft) {
    new MappingFile(file, draft).read();
  }

  private void read() {
    Object document;
    try {
      document =
          new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw wrong("cannot be read: " + e.getMessage());
    } catch (YamlEngineException e) {
      throw wrong("is no YAML: " + e.getMessage());
    }
    Map<?, ?> mapping = map(document, "the file", FIELDS);
    if (mapping.containsKey("key")) {
      draft.key(text(mapping.get("key"), "key"));
    }
    if (mapping.containsKey("others")) {
      draft.others(choice(Mapping.Others.values(), mapping.get("others"), "others"));
    }
    if (mapping.containsKey("empty")) {
      draft.empty(choice(Mapping.Empty.values(), mapping.get("empty"), "empty"));
    }
    if (mapping.get("columns") instanceof Map<?, ?> columns) {
      columns.forEach((name, column) -> column(text(name, "a column"), column));
    } else if (mapping.get("columns") != null) {
      throw wrong("`columns` must be a map from columns to what they are");
    }
  }

  private void column(String name, Object value) {
    String where = "columns." + name;
    Map<?, ?> column = map(value, where, COLUMN);
    if (column.containsKey("consent")) {
      alone(column, where, Set.of("consent", "in", "out"));
      draft.target(
          name,
          new Target.Consent(
              text(column.get("consent"), where + ".consent"),
              words(column.get("in"), where + ".in", Target.IN),
              words(column.get("out"), where + ".out", Target.OUT)));
      return;
    }
    if (column.containsKey("suppression")) {
      alone(column, where, Set.of("suppression"));
      draft.target(
          name, new Target.Suppression(text(column.get("suppression"), where + ".suppression")));
      return;
    }
    if (column.containsKey("each")) {
      alone(column, where, Set.of("each"));
      draft.target(
          name, new Target.Each(choice(Target.Part.values(), column.get("each"), where + ".each")));
      return;
    }
    if (column.containsKey("ignore")) {
      alone(column, where, Set.of("ignore"));
      if (!Boolean.TRUE.equals(column.get("ignore"))) {
        throw wrong("`" + where + ".ignore` must be true, or not be there");
      }
      draft.target(name, new Target.Ignored());
      return;
    }
    alone(column, where, Set.of("attribute", "type", "separator"));
    draft.attribute(
        name,
        column.containsKey("attribute")
            ? text(column.get("attribute"), where + ".attribute")
            : name);
    if (column.containsKey("type")) {
      draft.type(name, type(text(column.get("type"), where + ".type")));
    }
    if (column.containsKey("separator")) {
      draft.separator(name, text(column.get("separator"), where + ".separator"));
    }
  }

  /**
   * The type of a label.
   *
   * @throws IllegalArgumentException if there is none
   */
  static CellType type(String label) {
    return CellType.ofLabel(label)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no type `"
                        + label
                        + "`; there are "
                        + Arrays.stream(CellType.values())
                            .map(CellType::label)
                            .collect(joining(", "))));
  }

  private void alone(Map<?, ?> column, String where, Set<String> fields) {
    for (Object field : column.keySet()) {
      if (!fields.contains(field)) {
        throw wrong(
            "`"
                + where
                + "` cannot have "
                + field
                + " beside "
                + String.join(
                    ", ",
                    column.keySet().stream()
                        .map(String::valueOf)
                        .filter(fields::contains)
                        .sorted()
                        .toList()));
      }
    }
  }

  private Map<?, ?> map(Object value, String where, Set<String> fields) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("`" + where + "` must be a map");
    }
    for (Object field : map.keySet()) {
      if (!fields.contains(field)) {
        throw wrong(
            "`"
                + where
                + "` has no field `"
                + field
                + "`; it may have "
                + fields.stream().sorted().collect(joining(", ")));
      }
    }
    return map;
  }

  private String text(Object value, String where) {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw wrong("`" + where + "` must be a text that is not empty; use quotation marks");
  }

  private Set<String> words(Object value, String where, Set<String> byDefault) {
    if (value == null) {
      return byDefault;
    }
    Set<String> words = new HashSet<>();
    for (Object word : value instanceof List<?> list ? list : List.of(value)) {
      words.add(text(word, where).toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private <E extends Enum<E>> E choice(E[] choices, Object value, String where) {
    for (E choice : choices) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
        return choice;
      }
    }
    throw wrong(
        "`"
            + where
            + "` must be "
            + Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(joining(" or ")));
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(file + ": " + what);
  }
}
