package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.engine.definition.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 (core schema) into trees with positions. Event by event, so that neither depth nor
 * aliases can cost more than the text's length. Anchors, aliases and tags are refused: a document
 * means what it shows. After a syntax error, reading goes on at the next document.
 */
final class YamlReader {
  /** Longest file, characters. */
  static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_ERRORS = 100;
  private static final String SYNTAX =
      "correct the syntax; texts with : # { [ or a leading @ need quotation marks";
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(2 * MAX_LENGTH).setParseComments(false).build();

  private final String file;
  private final List<String> lines;
  private final List<Raw> documents = new ArrayList<>();
  private final List<Problem> broken = new ArrayList<>();

  /** Of the document being read. */
  private TreeBuilder tree;

  /**
   * A document as a tree.
   *
   * @param problems found so far
   */
  record Raw(JsonNode tree, Positions positions, Problems problems) {}

  private YamlReader(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  /** Reads all documents of a file; of one that is too long, none. */
  static YamlReader read(String file, String text) {
    if (text.length() <= MAX_LENGTH) {
      return new YamlReader(file, text).read();
    }
    YamlReader reader = new YamlReader(file, "");
    reader.broken.add(
        new Problem(
            file,
            1,
            1,
            "",
            "the file is longer than " + MAX_LENGTH + " characters",
            "split it into several files"));
    return reader;
  }

  /** The documents that could be read. */
  List<Raw> documents() {
    return documents;
  }

  /** What is wrong with the file as such; what is wrong with a document stands with it. */
  List<Problem> broken() {
    return broken;
  }

  private YamlReader read() {
    int from = 0;
    while (from < lines.size() && broken.size() < MAX_ERRORS) {
      from = readFrom(from);
    }
    return this;
  }

  /**
   * Reads documents until the end or an error.
   *
   * @param skipped lines before it are not looked at
   * @return the line to go on from
   */
  private int readFrom(int skipped) {
    // Empty lines in place of those skipped keep the line numbers right.
    String text =
        "\n".repeat(skipped) + String.join("\n", lines.subList(skipped, lines.size())) + "\n";
    try {
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        accept(event);
      }
      return lines.size();
    } catch (MarkedYamlEngineException e) {
      Position position =
          e.getProblemMark()
              .or(e::getContextMark)
              .map(YamlReader::position)
              .orElse(Position.UNKNOWN);
      return abandon(skipped, position, "not valid YAML: " + e.getProblem(), SYNTAX);
    } catch (TreeBuilder.TooDeepException e) {
      // Not read on: the parser's time grows with the square of the depth.
      return abandon(
          skipped,
          e.position(),
          "nested more than " + TreeBuilder.MAX_DEPTH + " deep",
          "write it flatter");
    } catch (YamlEngineException e) {
      return abandon(
          skipped, new Position(skipped + 1, 1), "not valid YAML: " + e.getMessage(), SYNTAX);
    }
  }

  /**
   * Gives up a document; the line from which reading goes on: the next document's, always beyond
   * where this reading began.
   */
  private int abandon(int skipped, Position at, String message, String remedy) {
    broken.add(new Problem(file, at.line(), at.column(), "", message, remedy));
    int line = Math.max(at.line() - 1, skipped + 1);
    while (line < lines.size() && !lines.get(line).startsWith("---")) {
      line++;
    }
    return line;
  }

  private void accept(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> tree = new TreeBuilder(file, lines);
      case DocumentEnd -> tree.document().ifPresent(documents::add);
      case MappingStart, SequenceStart -> tree.begin((CollectionStartEvent) event);
      case MappingEnd, SequenceEnd -> tree.end();
      case Scalar -> tree.scalar((ScalarEvent) event);
      case Alias -> tree.alias((AliasEvent) event);
      default -> {
        // The stream's ends and comments say nothing of a document.
      }
    }
  }

  /** Where something begins. */
  static Position position(Optional<Mark> mark) {
    return mark.map(YamlReader::position).orElse(Position.UNKNOWN);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
