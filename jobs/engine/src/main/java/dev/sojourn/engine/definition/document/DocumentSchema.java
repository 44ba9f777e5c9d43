package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.sojourn.engine.definition.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The JSON Schema of one kind of document, and what its findings mean to an author. */
public final class DocumentSchema {
  /** In our schemas: names that the design has and this version does not. */
  private static final String NOT_YET = "x-notYet";

  /** In our schemas: what a text is, for readers: a duration, an expression, a name, …. */
  private static final String TYPE = "x-type";

  private static final String DIRECTORY = "/dev/sojourn/engine/definition/";
  private static final JsonSchemaFactory FACTORY = factory();
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().locale(Locale.ROOT).build();

  /** Made when first needed: a schema takes longer to read than most documents. */
  private static final Map<Kind, DocumentSchema> SCHEMAS = new ConcurrentHashMap<>();

  private final JsonNode source;
  private final JsonSchema schema;

  private DocumentSchema(JsonNode source, JsonSchema schema) {
    this.source = source;
    this.schema = schema;
  }

  static DocumentSchema of(Kind kind) {
    return SCHEMAS.computeIfAbsent(kind, DocumentSchema::load);
  }

  private static DocumentSchema load(Kind kind) {
    String file = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    return ofResource(DocumentSchema.class, DIRECTORY + file);
  }

  /**
   * The schema of something that is not a document of the engine.
   *
   * @param owner in whose module the schema lies
   * @param resource as {@link Class#getResourceAsStream} takes it
   */
  public static DocumentSchema ofResource(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      JsonNode source = new ObjectMapper().readTree(in);
      return new DocumentSchema(source, FACTORY.getSchema(source, CONFIG));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchemaFactory factory() {
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword(NOT_YET))
            .keyword(new NonValidationKeyword(TYPE))
            .build();
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
        .metaSchema(dialect)
        .defaultMetaSchemaIri(dialect.getIri())
        .build();
  }

  /** Finds everything in a document that is not as the schema says. */
  public void check(Element root) {
    Problems problems = root.problems();
    // What could not even be read has no further mistakes.
    Set<Path> unread = problems.refused();
    for (ValidationMessage finding : schema.validate(root.node())) {
      Path path = path(finding.getInstanceLocation());
      if (!unread.contains(path)) {
        explain(finding, path, problems);
      }
    }
  }

  private static Path path(JsonNodePath location) {
    Path path = Path.ROOT;
    for (int i = 0; i < location.getNameCount(); i++) {
      Object element = location.getElement(i);
      path = element instanceof Integer index ? path.child(index) : path.child((String) element);
    }
    return path;
  }

  private void explain(ValidationMessage finding, Path path, Problems problems) {
    JsonNode rule = rule(finding);
    JsonNode value = finding.getInstanceNode();
    String hint = rule.path("description").asText("");
    String limit = rule.path(finding.getType()).asText();
    switch (finding.getType()) {
      case "required" -> {
        String name = finding.getProperty();
        problems.at(path, "'" + name + "' is missing", "add it: " + description(rule, name));
      }
      case "additionalProperties" -> unknownName(path.child(finding.getProperty()), rule, problems);
      case "type" ->
          problems.at(
              path, "must be " + typeNames(rule.path("type")) + ", not " + typeName(value), hint);
      case "const" -> problems.at(path, "must be '" + limit + "', not " + quote(value), hint);
      case "enum" -> {
        List<String> known = texts(rule.path("enum"));
        problems.at(
            path,
            quote(value) + " is not one of " + String.join(", ", known),
            Suggestion.remedy(value.asText(), known, hint));
      }
      case "pattern" -> problems.at(path, quote(value) + " is not of the right form", hint);
      case "minimum" -> problems.at(path, "must be at least " + limit + ", not " + value, hint);
      case "maximum" -> problems.at(path, "must be at most " + limit + ", not " + value, hint);
      case "exclusiveMinimum" ->
          problems.at(path, "must be more than " + limit + ", not " + value, hint);
      case "exclusiveMaximum" ->
          problems.at(path, "must be less than " + limit + ", not " + value, hint);
      case "minLength" -> problems.at(path, "must not be empty", hint);
      case "maxLength" -> problems.at(path, "is longer than " + limit + " characters", hint);
      case "minItems", "minProperties" ->
          problems.at(
              path, "has " + value.size() + " entries, at least " + limit + " are needed", hint);
      case "maxItems", "maxProperties" ->
          problems.at(
              path, "has " + value.size() + " entries, at most " + limit + " are allowed", hint);
      default -> problems.at(path, finding.getMessage(), hint);
    }
  }

  private static void unknownName(Path path, JsonNode rule, Problems problems) {
    String name = path.last();
    if (texts(rule.path(NOT_YET)).contains(name)) {
      problems.atName(
          path, "'" + name + "' is not supported yet", "remove it; a later version will have it");
      return;
    }
    TreeSet<String> known = new TreeSet<>();
    rule.path("properties").fieldNames().forEachRemaining(known::add);
    problems.atName(
        path,
        "'" + name + "' is not known here",
        Suggestion.remedy(
            name, known, known.isEmpty() ? "remove it" : "known are " + String.join(", ", known)));
  }

  /** The part of the schema that holds the keyword that was not satisfied. */
  private JsonNode rule(ValidationMessage finding) {
    JsonNodePath fragment = finding.getSchemaLocation().getFragment();
    JsonNode at = source;
    for (int i = 0; i < fragment.getNameCount() - 1; i++) {
      Object element = fragment.getElement(i);
      at = element instanceof Integer index ? at.path(index) : at.path((String) element);
    }
    return at;
  }

  private static String description(JsonNode rule, String property) {
    return rule.path("properties").path(property).path("description").asText();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (Iterator<JsonNode> i = array.elements(); i.hasNext(); ) {
      texts.add(i.next().asText());
    }
    return texts;
  }

  private static String quote(JsonNode value) {
    String text = value.isTextual() ? "'" + value.asText() + "'" : value.toString();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private static String typeNames(JsonNode types) {
    return types.isArray()
        ? texts(types).stream().map(DocumentSchema::typeName).collect(Collectors.joining(" or "))
        : typeName(types.asText());
  }

  private static String typeName(String type) {
    return switch (type) {
      case "object" -> "a map";
      case "array" -> "a list";
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      default -> type;
    };
  }

  private static String typeName(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "a map";
      case ARRAY -> "a list";
      case STRING -> "the text " + quote(value);
      case NUMBER -> "the number " + value;
      case BOOLEAN -> value.asText();
      default -> "empty";
    };
  }
}
