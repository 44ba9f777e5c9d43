package dev.sojourn.cli.bulk;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what columns mean; they count more than the mapping file. */
public final class MappingOptions {
  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "YAML file that says what the columns are; see docs/import.md.")
  private Path file;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "Column of the profile key. Needed, here or in the mapping file.")
  private String key;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=ATTRIBUTE",
      description = "The column is the attribute of this name (default: of its own name).")
  private List<String> attributes = List.of();

  @Option(
      names = "--type",
      paramLabel = "COLUMN=TYPE",
      description =
          "What its cells are: string, number, boolean, timestamp, date, list (items with | between them), json, or as-is (default): text in CSV, what it is in other formats.")
  private List<String> types = List.of();

  @Option(
      names = "--consent",
      paramLabel = "COLUMN=CHANNEL[/TOPIC]",
      description = "The column is a consent: in, true, yes or 1; out, false, no or 0; or unknown.")
  private List<String> consents = List.of();

  @Option(
      names = "--suppress",
      paramLabel = "COLUMN=CHANNEL[/TOPIC]",
      description =
          "The column says whether the channel is suppressed: true, yes or 1; false, no or 0 lifts every suppression of it.")
  private List<String> suppressions = List.of();

  @Option(names = "--ignore", paramLabel = "COLUMN", description = "The column is left out.")
  private List<String> ignored = List.of();

  @Option(
      names = "--others",
      paramLabel = "WHAT",
      description =
          "What becomes of columns of which nothing is said: attributes, of their own names (default), or ignore.")
  private Mapping.Others others;

  @Option(
      names = "--empty",
      paramLabel = "WHAT",
      description =
          "What an empty cell does, or a null: keep (default), the profile stays as it is; unset, the attribute is removed and the consent becomes unknown.")
  private Mapping.Empty empty;

  /**
   * The mapping.
   *
   * @throws ParameterException if it cannot be meant so
   */
  public Mapping mapping(CommandLine line) {
    try {
      MappingDraft draft = new MappingDraft();
      if (file != null) {
        MappingFile.read(file, draft);
      }
      if (key != null) {
        draft.key(key);
      }
      if (others != null) {
        draft.others(others);
      }
      if (empty != null) {
        draft.empty(empty);
      }
      pairs("--map", attributes, draft::attribute);
      pairs(
          "--type",
          types,
          (column, type) -> draft.type(column, MappingFile.type(type.toLowerCase(Locale.ROOT))));
      pairs(
          "--consent",
          consents,
          (column, medium) ->
              draft.target(column, new Target.Consent(medium, Target.IN, Target.OUT)));
      pairs(
          "--suppress",
          suppressions,
          (column, medium) -> draft.target(column, new Target.Suppression(medium)));
      ignored.forEach(column -> draft.target(column, new Target.Ignored()));
      return draft.mapping();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, e.getMessage(), e);
    }
  }

  /** Columns may have a = in their names; what they become has none. */
  private static void pairs(String option, List<String> pairs, BiConsumer<String, String> each) {
    for (String pair : pairs) {
      int at = pair.lastIndexOf('=');
      if (at < 1 || at == pair.length() - 1) {
        throw new IllegalArgumentException(
            option + " must name a column and what it is, with = between them, not `" + pair + "`");
      }
      each.accept(pair.substring(0, at), pair.substring(at + 1));
    }
  }
}
