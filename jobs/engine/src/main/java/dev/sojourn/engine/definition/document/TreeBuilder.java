package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Builds the tree of one YAML document from the parser's events, with positions. */
final class TreeBuilder {
  /** Deepest nesting. */
  static final int MAX_DEPTH = 100;

  private final List<String> lines;
  private final Positions positions = new Positions();
  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();

  /** Null as long as nothing has come. */
  private JsonNode root;

  /** Depth inside something that has been refused as a whole; 0 if not. */
  private int skipping;

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

  /**
   * @param lines of the whole file
   */
  TreeBuilder(String file, List<String> lines) {
    this.lines = lines;
    this.problems = new Problems(file, positions);
  }

  /** The document; empty if it holds nothing. */
  Optional<YamlReader.Raw> document() {
    boolean empty = root == null || (root.isNull() && problems.isEmpty());
    return empty ? Optional.empty() : Optional.of(new YamlReader.Raw(root, positions, problems));
  }

  /**
   * A list or map begins.
   *
   * @throws TooDeepException if it lies too deep
   */
  void begin(CollectionStartEvent event) {
    if (open.size() + skipping >= MAX_DEPTH) {
      throw new TooDeepException(YamlReader.position(event.getStartMark()));
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

  /** A list or map ends. */
  void end() {
    if (skipping > 0) {
      skipping--;
      return;
    }
    open.pop();
  }

  /** A text, number, truth or null. */
  void scalar(ScalarEvent event) {
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
            lines,
            YamlReader.position(event.getStartMark()),
            Scalars.style(event.getScalarStyle())));
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
    positions.name(path, YamlReader.position(event.getStartMark()));
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
    positions.value(path, YamlReader.position(event.getStartMark()));
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
    positions.value(path, YamlReader.position(event.getStartMark()));
    problems.at(path, message, remedy);
  }

  /** A reference to something written elsewhere. */
  void alias(AliasEvent event) {
    if (skipping == 0) {
      refuse(event, "aliases are not supported", "write the value out again");
      value(JsonNodeFactory.instance.nullNode(), event);
    }
  }

  /** Ends the reading of a document. */
  static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Position position;

    private TooDeepException(Position position) {
      super(null, null, false, false);
      this.position = position;
    }

    /** Where it became too deep. */
    Position position() {
      return position;
    }
  }
}
