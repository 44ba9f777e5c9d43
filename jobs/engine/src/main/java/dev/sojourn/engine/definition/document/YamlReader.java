package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.engine.definition.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
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

  /** Deepest nesting. */
  static final int MAX_DEPTH = 100;

  private static final int MAX_ERRORS = 100;
  private static final String SYNTAX =
      "correct the syntax; texts with : # { [ or a leading @ need quotation marks";
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(2 * MAX_LENGTH).setParseComments(false).build();

  private final String file;
  private final List<String> lines;
  private final List<Raw> documents = new ArrayList<>();
  private final List<Problem> broken = new ArrayList<>();

  /** The document being read. */
  private Positions positions = new Positions();

  private Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private JsonNode root;

  /** Depth inside something that has been refused as a whole; 0 if not. */
  private int skipping;

  /**
   * A document as a tree.
   *
   * @param problems found so far
   */
  record Raw(JsonNode tree, Positions positions, Problems problems) {}

  /**
   * A collection that has begun; {@code name} is of the member whose value comes next, null if a
   * name comes next.
   */
  private static final class Open {
    private final Path path;
    private final JsonNode node;
    private String name;

    Open(Path path, JsonNode node) {
      this.path = path;
      this.node = node;
    }
  }

  YamlReader(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  /** The documents that could be read. */
  List<Raw> documents() {
    return documents;
  }

  /** What is wrong with the file as such; what is wrong with a document stands with it. */
  List<Problem> broken() {
    return broken;
  }

  /** Reads all documents. */
  YamlReader read() {
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
    } catch (TooDeepException e) {
      // Not read on: the parser's time grows with the square of the depth.
      return abandon(
          skipped, e.position, "nested more than " + MAX_DEPTH + " deep", "write it flatter");
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
    open.clear();
    root = null;
    skipping = 0;
    int line = Math.max(at.line() - 1, skipped + 1);
    while (line < lines.size() && !lines.get(line).startsWith("---")) {
      line++;
    }
    return line;
  }

  private void accept(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> {
        positions = new Positions();
        problems = new Problems(file, positions);
        root = null;
      }
      case DocumentEnd -> {
        boolean empty = root == null || root.isNull();
        if (!empty || !problems.isEmpty()) {
          documents.add(new Raw(root, positions, problems));
        }
      }
      case MappingStart, SequenceStart -> begin((CollectionStartEvent) event);
      case MappingEnd, SequenceEnd -> end();
      case Scalar -> scalar((ScalarEvent) event);
      case Alias -> {
        if (skipping == 0) {
          refuse((AliasEvent) event, "aliases are not supported", "write the value out again");
          value(JsonNodeFactory.instance.nullNode(), event);
        }
      }
      default -> {
        // The stream's ends and comments say nothing of a document.
      }
    }
  }

  private void begin(CollectionStartEvent event) {
    if (open.size() + skipping >= MAX_DEPTH) {
      throw new TooDeepException(position(event.getStartMark()));
    }
    if (skipping > 0) {
      skipping++;
      return;
    }
    if (awaitsName()) {
      refuse(event, "a list or map cannot be a name", "write a text before the colon");
      open.peek().name = "";
      skipping = 1;
      return;
    }
    refuseExtras(event, event.getTag());
    JsonNode node =
        event.getEventId() == Event.ID.MappingStart
            ? JsonNodeFactory.instance.objectNode()
            : JsonNodeFactory.instance.arrayNode();
    Path path = value(node, event);
    open.push(new Open(path, node));
  }

  private void end() {
    if (skipping > 0) {
      skipping--;
      return;
    }
    open.pop();
  }

  private void scalar(ScalarEvent event) {
    if (skipping > 0) {
      return;
    }
    if (awaitsName()) {
      name(event);
      return;
    }
    refuseExtras(event, event.getTag());
    Path path = nextPath();
    positions.scalar(
        path,
        new ScalarText(
            lines, position(event.getStartMark()), Scalars.style(event.getScalarStyle())));
    Scalars.Resolved resolved = Scalars.resolve(event);
    if (resolved.refusal().isPresent()) {
      refuse(event, resolved.refusal().get(), "write it in quotation marks if it is a text");
    }
    value(resolved.node(), event);
  }

  private void name(ScalarEvent event) {
    Open map = open.peek();
    refuseExtras(event, event.getTag());
    map.name = event.getValue();
    Path path = map.path.child(map.name);
    positions.name(path, position(event.getStartMark()));
    if (map.node.has(map.name)) {
      problems.atName(path, "'" + map.name + "' stands here a second time", "remove one of them");
    }
  }

  private boolean awaitsName() {
    return !open.isEmpty() && open.peek().node.isObject() && open.peek().name == null;
  }

  /** Where the value that comes next belongs. */
  private Path nextPath() {
    Open in = open.peek();
    if (in == null) {
      return Path.ROOT;
    }
    return in.node.isObject() ? in.path.child(in.name) : in.path.child(in.node.size());
  }

  /** Puts a value where it belongs. */
  private Path value(JsonNode node, Event event) {
    Path path = nextPath();
    positions.value(path, position(event.getStartMark()));
    Open in = open.peek();
    if (in == null) {
      root = node;
    } else if (in.node instanceof ObjectNode map) {
      map.set(in.name, node);
      in.name = null;
    } else {
      ((ArrayNode) in.node).add(node);
    }
    return path;
  }

  private void refuseExtras(NodeEvent event, Optional<String> tag) {
    if (event.getAnchor().isPresent()) {
      refuse(event, "anchors are not supported", "write the value out where it is needed");
    }
    if (tag.isPresent() && !tag.get().equals("!")) {
      refuse(event, "tags are not supported", "write the plain value");
    }
  }

  private void refuse(Event event, String message, String remedy) {
    Path path = awaitsName() ? open.peek().path : nextPath();
    positions.value(path, position(event.getStartMark()));
    problems.at(path, message, remedy);
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(YamlReader::position).orElse(Position.UNKNOWN);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Ends the reading of a document. */
  private static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Position position;

    TooDeepException(Position position) {
      super(null, null, false, false);
      this.position = position;
    }
  }
}
