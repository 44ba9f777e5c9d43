package dev.sojourn.cli.simulate;

import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DefinitionsTopic;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.definition.DocumentVersion;
import dev.sojourn.cli.definition.Published;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads drafts, and what they stand on; connects only if something published is asked for. */
final class DraftReader {
  private final On on;
  private final Supplier<Connection> connection;
  private final List<Problem> problems = new ArrayList<>();
  private List<DefinitionSource.Live> live;
  private List<DefinitionRecord> history;

  /** What drafts stand on. */
  enum On {
    NOTHING("nothing"),
    /** What is live now, as if it had always been. */
    LIVE("what is live"),
    /** What was published, each from its log time on. */
    HISTORY("what was published");

    private final String words;

    On(String words) {
      this.words = words;
    }
  }

  DraftReader(On on, Supplier<Connection> connection) {
    this.on = on;
    this.connection = connection;
  }

  /** What is wrong with documents that were read. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * Drafts on what they stand on.
   *
   * @param paths none: that alone
   */
  DefinitionSource draft(List<Path> paths) {
    return paths.isEmpty() ? published(on) : files(paths);
  }

  /**
   * What drafts are compared with.
   *
   * @param stated {@code live}, {@code history}, or a path to documents on the same as the drafts
   */
  DefinitionSource against(String stated) {
    return switch (stated) {
      case "live" -> published(On.LIVE);
      case "history" -> published(On.HISTORY);
      default -> files(List.of(Path.of(stated)));
    };
  }

  private DefinitionSource published(On which) {
    return new DefinitionSource(
        which.words,
        List.of(),
        which == On.LIVE ? live() : List.of(),
        which == On.HISTORY ? history() : List.of());
  }

  private DefinitionSource files(List<Path> paths) {
    CheckedDocuments checked = DocumentFiles.check(paths, on == On.NOTHING ? List.of() : known());
    problems.addAll(checked.problems());
    String name = paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    return new DefinitionSource(
        on == On.NOTHING ? name : name + " on " + on.words,
        checked.sources(),
        on == On.LIVE ? live() : List.of(),
        on == On.HISTORY ? history() : List.of());
  }

  private List<DocumentVersion> known() {
    return live().stream().map(DefinitionSource.Live::document).toList();
  }

  private List<DefinitionSource.Live> live() {
    if (live == null) {
      Published published = new DefinitionsTopic(connection.get()).read();
      live =
          published.known().stream()
              .map(
                  document ->
                      new DefinitionSource.Live(
                          document, published.live(document.id()).orElseThrow().state()))
              .toList();
    }
    return live;
  }

  private List<DefinitionRecord> history() {
    if (history == null) {
      history = new DefinitionsTopic(connection.get()).log();
    }
    return history;
  }
}
