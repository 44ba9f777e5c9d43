package dev.sojourn.cli.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.engine.definition.document.DocumentSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables of all fields of one kind of document, from its JSON Schema. A field that has fields of
 * its own gets rows in the table of its parent if they are few, else a table of its own; so does
 * what several fields refer to.
 */
final class SchemaReference {
  /** So many rows of a field's own fields still fit into its parent's table. */
  private static final int FEW = 5;

  /** More words than these do not fit into a narrow column. */
  private static final int MANY = 7;

  private static final Pattern DEFAULT =
      Pattern.compile("(?:^| )Default: (.*?)\\.(?= [A-Z]|$)", Pattern.DOTALL);

  /** What reads as code: {after: P1D}, ${env:NAME}, {{profile.firstName}}, steps.<id>.answer. */
  private static final Pattern CODE =
      Pattern.compile(
          "\\$?\\{[^{}]*\\}|\\{\\{[^{}]*\\}\\}|\\w+\\.<\\w+>(?:\\.\\w+)*|\"'[^'\"]*'\"|\\w+/\\w+/\\w+");

  private final JsonNode schema;
  private final StringBuilder text = new StringBuilder();
  private final Deque<Section> coming = new ArrayDeque<>();
  private final Set<String> definitions = new LinkedHashSet<>();

  /**
   * A table to come.
   *
   * @param base of the names of further tables of fields in it
   * @param separate whether it begins with what it is
   */
  private record Section(String title, JsonNode node, String base, boolean separate) {}

  private record Row(String name, JsonNode node, JsonNode parent) {}

  private SchemaReference(JsonNode schema) {
    this.schema = schema;
  }

  /**
   * @param file name of the schema without its ending
   */
  static JsonNode schema(String file) throws IOException {
    try (InputStream in =
        DocumentSchema.class.getResourceAsStream(
            "/dev/sojourn/engine/definition/" + file + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** What can stand under {@code spec}. */
  static String ofSpec(JsonNode schema, String title) {
    SchemaReference reference = new SchemaReference(schema);
    reference.coming.add(
        new Section(title, reference.resolved(schema.at("/properties/spec")), "", false));
    return reference.write();
  }

  /** What can stand under {@code metadata}, and beside it. */
  static String ofHead(JsonNode schema, String title) {
    SchemaReference reference = new SchemaReference(schema);
    reference.coming.add(new Section(title, schema.at("/properties/metadata"), "", false));
    return reference.write();
  }

  /** Names of the findings that a kind of document, or its steps, can silence. */
  static String findings(JsonNode schema) {
    return texts(schema.at("/properties/metadata/properties/silence/items/enum")).stream()
        .map(SchemaReference::code)
        .collect(Collectors.joining(", "));
  }

  private String write() {
    while (!coming.isEmpty()) {
      Section section = coming.remove();
      text.append("### ").append(section.title).append("\n\n");
      if (section.separate) {
        text.append(prose(section.node.path("description").asText())).append("\n\n");
      }
      text.append("| Field | What it is | Default | Meaning |\n|---|---|---|---|\n");
      for (Row row : rows(section.base, "", section.node)) {
        text.append("| ")
            .append(code(row.name))
            .append(" | ")
            .append(type(row.node))
            .append(" | ")
            .append(otherwise(row))
            .append(" | ")
            .append(meaning(row.node))
            .append(" |\n");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private List<Row> rows(String base, String prefix, JsonNode node) {
    List<Row> rows = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = node.path("properties").fields();
        i.hasNext(); ) {
      Map.Entry<String, JsonNode> property = i.next();
      String name = prefix + property.getKey();
      JsonNode value = property.getValue();
      rows.add(new Row(name, value, node));
      rows.addAll(below(base, name, value));
    }
    return rows;
  }

  /** The rows of a field's own fields, unless they have a table of their own. */
  private List<Row> below(String base, String name, JsonNode value) {
    if (value.has("$ref")) {
      return List.of();
    }
    String path = value.has("items") ? name + "[]." : name + ".";
    JsonNode inner = value.has("items") ? value.path("items") : value;
    inner = inner.has("then") ? inner.path("then") : inner;
    if (inner.has("$ref")) {
      note(inner);
      return List.of();
    }
    if (inner.path("properties").isEmpty()) {
      return List.of();
    }
    List<Row> rows = rows(base, path, inner);
    if (rows.size() <= FEW && !isKindOfStep(value)) {
      return rows;
    }
    coming.add(new Section(heading(base + name), inner, base + name + ".", true));
    return List.of();
  }

  /** Each kind of step has a table, however small. */
  private boolean isKindOfStep(JsonNode value) {
    for (JsonNode property : schema.at("/$defs/step/properties")) {
      if (property == value) {
        return !value.has("items");
      }
    }
    return false;
  }

  private static String heading(String name) {
    return "Fields of `" + name + "`";
  }

  private String type(JsonNode node) {
    if (node.has("$ref")) {
      return note(node);
    }
    if (node.has("x-type")) {
      return node.path("x-type").asText();
    }
    if (node.has("const")) {
      return code(node.path("const").asText());
    }
    if (node.path("enum").size() > MANY) {
      return "name"; // the description, or the page, says which
    }
    if (node.has("enum")) {
      return texts(node.path("enum")).stream()
          .map(SchemaReference::code)
          .collect(Collectors.joining(", "));
    }
    if (node.has("then")) {
      return type(node.path("else")) + " or a map";
    }
    if (node.path("type").isArray()) {
      return texts(node.path("type")).stream()
          .map(SchemaReference::typeName)
          .collect(Collectors.joining(" or "));
    }
    if (node.has("items")) {
      return "list of " + plural(type(node.path("items")));
    }
    return node.path("additionalProperties").isObject()
        ? "map to " + plural(type(node.path("additionalProperties")))
        : typeName(node.path("type").asText());
  }

  /** What a reference is called; what has fields gets a table further down. */
  private String note(JsonNode reference) {
    String name = reference.path("$ref").asText().replace("#/$defs/", "");
    JsonNode node = resolved(reference);
    if (node.path("properties").isEmpty()) {
      return type(node);
    }
    String title = heading(name);
    boolean isTop = schema.at("/properties/spec/$ref").asText().endsWith("/" + name);
    if (!isTop && definitions.add(name)) {
      coming.add(new Section(title, node, name.equals("step") ? "" : name + ".", true));
    }
    return isTop ? "rule" : "[" + name + "](#" + anchor(title) + ")";
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? schema.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  private static String typeName(String type) {
    return switch (type) {
      case "object" -> "map";
      case "string" -> "text";
      case "integer" -> "whole number";
      case "array" -> "list";
      case "boolean" -> "`true`, `false`";
      default -> type;
    };
  }

  private static String plural(String type) {
    return type.contains("`") || type.equals("time of day")
        ? type
        : type.replaceFirst("]|$", "s$0");
  }

  private static String otherwise(Row row) {
    if (texts(row.parent.path("required")).contains(last(row.name))) {
      return "required";
    }
    JsonNode literal = row.node.path("default");
    if (literal.isValueNode()) {
      return code(literal.asText());
    }
    Matcher stated = DEFAULT.matcher(row.node.path("description").asText());
    return stated.find() ? prose(stated.group(1)) : "";
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String meaning(JsonNode node) {
    String description = node.path("description").asText();
    String words = DEFAULT.matcher(description).replaceAll("");
    StringBuilder meaning = new StringBuilder(words);
    limits(node, words).forEach(limit -> meaning.append(' ').append(limit).append('.'));
    JsonNode example = node.path("examples").path(0);
    String told = prose(meaning.toString());
    return example.isMissingNode()
            || description.contains("for example")
            || description.contains("such as")
        ? told
        : told + " For example " + code(example.asText()) + ".";
  }

  /** The limits that the description does not tell. */
  private static List<String> limits(JsonNode node, String description) {
    List<String> limits = new ArrayList<>();
    if (!node.has("x-type") && node.has("maxLength")) {
      add(limits, description, "At most", node.path("maxLength"), " characters");
    }
    if (node.has("minimum")) {
      add(limits, description, "At least", node.path("minimum"), "");
    }
    for (String most : List.of("maxItems", "maxProperties", "maximum")) {
      if (node.has(most)) {
        add(limits, description, "At most", node.path(most), "");
      }
    }
    return limits;
  }

  private static void add(
      List<String> limits, String description, String what, JsonNode limit, String of) {
    String number = String.format(Locale.ROOT, "%,d", limit.asLong());
    if (!Pattern.compile("(?<![0-9,])(" + number + "|" + limit.asText() + ")(?![0-9,]\\d)")
        .matcher(description)
        .find()) {
      limits.add(what + " " + number + of);
    }
  }

  private static String prose(String words) {
    StringBuilder out = new StringBuilder();
    Matcher code = CODE.matcher(words.strip());
    int from = 0;
    while (code.find()) {
      out.append(escaped(words.strip().substring(from, code.start()))).append(code(code.group()));
      from = code.end();
    }
    return out.append(escaped(words.strip().substring(from))).toString();
  }

  private static String escaped(String words) {
    return words.replace("<", "&lt;").replace("|", "\\|");
  }

  private static String code(String words) {
    return "`" + words.replace("|", "\\|") + "`";
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
