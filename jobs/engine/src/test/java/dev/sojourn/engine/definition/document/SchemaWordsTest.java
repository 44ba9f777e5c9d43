package dev.sojourn.engine.definition.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the JSON Schemas tell authors, in messages and in the reference: that it is there, and that
 * it is so. Defaults and examples are tried out in the documents that say everything.
 */
class SchemaWordsTest {
  /** Comes in when a request is made; RequestDefaultsTest holds it. */
  private static final String IN_REQUESTS = "call.for";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DEFAULT =
      Pattern.compile("(?:^| )Default: (.*?)\\.(?= [A-Z]|$)", Pattern.DOTALL);
  private static final Pattern RANGE =
      Pattern.compile(
          "(?:[Ff]rom (?<from>-?[\\d,]+) to|[Aa]t least (?<least>[\\d,]+), at most|[Aa]t most) (?<most>[\\d,]+)");

  private static final List<String> OTHER_ENTRIES =
      List.of(
          """
          {"audience": {"name": "loyal", "on": "entered", "include": "current", "pace": 7}}""",
          """
          {"schedule": {"cron": "0 9 * * MON", "timezone": "Asia/Tokyo", "audience": "loyal",
           "pace": 7, "read": "new-only", "restart": true}}""",
          """
          {"schedule": {"at": "2026-12-01T09:00", "timezone": "Asia/Tokyo"}}""",
          """
          {"business": {"type": "product.back-in-stock", "when": "event.stock > 9",
           "audience": "loyal", "pace": 7}}""",
          """
          {"request": {}}""");

  private static final Map<Kind, JsonNode> SCHEMAS = new EnumMap<>(Kind.class);

  /** Where a field may stand, in a schema. */
  private record Field(String path, JsonNode node, JsonNode parent) {
    String description() {
      return node.path("description").asText();
    }

    String name() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /** A field that stands in a document, and what its schema says. */
  private record Place(
      ObjectNode in, String name, String path, JsonNode property, JsonNode schema) {}

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyFieldIsDescribed(Kind kind) {
    assertThat(fields(kind))
        .hasSizeGreaterThan(8)
        .allSatisfy(field -> assertThat(field.description()).as(field.path()).matches("(?s).+\\."));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyOptionalFieldSaysWhatHoldsWithoutIt(Kind kind) {
    List<String> silent = new ArrayList<>();
    for (Field field : fields(kind)) {
      boolean required =
          JSON.convertValue(field.parent().path("required"), List.class) instanceof List<?> names
              && names.contains(field.name());
      boolean oneOfSeveral =
          Pattern.compile("[Ee]xactly one of|all that is stated|, or both")
              .matcher(field.parent().path("description").asText())
              .find();
      boolean says = Pattern.compile("[Dd]efault: |[Nn]eeded").matcher(field.description()).find();
      if (!required && !oneOfSeveral && !says) {
        silent.add(field.path());
      }
    }

    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void statedDefaultsAreThoseOfTheDescriptions(Kind kind) {
    for (Field field : fields(kind)) {
      JsonNode literal = field.node().path("default");
      if (!literal.isMissingNode()) {
        Matcher stated = DEFAULT.matcher(field.description());
        assertThat(stated.find()).as(field.path()).isTrue();
        String text = literal.isObject() ? literal.toString() : literal.asText();
        assertThat(stated.group(1).replace(": ", ":"))
            .as(field.path())
            .isEqualTo(text.replace("\"", ""));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void rangesInDescriptionsAreThoseOfTheSchema(Kind kind) {
    for (Field field : fields(kind)) {
      Matcher range = RANGE.matcher(DEFAULT.matcher(field.description()).replaceAll(""));
      if (range.find()) {
        assertThat(number(range.group("most"))).as(field.path()).isIn(most(field.node()));
        String least = range.group("from") == null ? range.group("least") : range.group("from");
        if (least != null) {
          assertThat(number(least)).as(field.path()).isIn(least(field.node()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsLeftOutIsTheStatedDefault(Kind kind) throws IOException {
    Map<JsonNode, String> tried = new IdentityHashMap<>();
    for (Place place : places(kind)) {
      if (place.schema().has("default") && !place.path().endsWith(IN_REQUESTS)) {
        JsonNode was = place.in().get(place.name());
        place.in().set(place.name(), place.schema().get("default"));
        Object stated = outcome(kind, place);
        place.in().remove(place.name());
        Object without = outcome(kind, place);
        place.in().set(place.name(), was);

        assertThat(without).as(place.path()).isEqualTo(stated);
        tried.put(place.property(), place.path());
      }
    }

    assertThat(fields(kind))
        .filteredOn(field -> field.node().has("default") && !field.path().endsWith(IN_REQUESTS))
        .allSatisfy(field -> assertThat(tried).as(field.path()).containsKey(field.node()));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void examplesMayStandWhereTheyAreGiven(Kind kind) throws IOException {
    List<Place> places = places(kind);
    for (Place place : places) {
      for (JsonNode example : place.schema().path("examples")) {
        JsonNode was = place.in().get(place.name());
        if (was.isTextual() != example.isTextual()) {
          continue; // of another type than is meant at this place
        }
        place.in().set(place.name(), example);
        DocumentSource.Reading reading =
            DocumentSource.read("example", JSON.writeValueAsString(root(place)));
        place.in().set(place.name(), was);

        assertThat(reading.problems())
            .as("%s: %s", place.path(), example)
            .noneMatch(problem -> problem.path().startsWith(place.path()));
      }
    }
    for (Field field : fields(kind)) {
      JsonNode node = field.node();
      boolean free =
          !node.has("enum")
              && (node.path("type").isArray()
                  || List.of("string", "integer", "number").contains(node.path("type").asText()));
      assertThat(!free || node.has("examples")).as("example of %s", field.path()).isTrue();
    }
  }

  /** The document; or what is wrong with it, where something else goes with another value only. */
  private static Object outcome(Kind kind, Place place) throws JsonProcessingException {
    try {
      return new Documents().parse(kind, JSON.writeValueAsString(root(place)));
    } catch (DefinitionException refused) {
      return refused.getMessage();
    }
  }

  private static final Map<ObjectNode, JsonNode> ROOTS = new IdentityHashMap<>();

  private static JsonNode root(Place place) {
    return ROOTS.get(place.in());
  }

  private static List<Field> fields(Kind kind) {
    List<Field> fields = new ArrayList<>();
    JsonNode schema = schema(kind);
    fields(schema, "", fields);
    schema
        .path("$defs")
        .fields()
        .forEachRemaining(each -> fields(each.getValue(), each.getKey(), fields));
    return fields;
  }

  private static void fields(JsonNode node, String path, List<Field> fields) {
    node.path("properties")
        .fields()
        .forEachRemaining(
            property -> {
              String name = path + "." + property.getKey();
              fields.add(new Field(name, property.getValue(), node));
              fields(property.getValue(), name, fields);
            });
    for (String inner : List.of("items", "then")) {
      if (node.has(inner)) {
        fields(node.path(inner), path, fields);
      }
    }
  }

  private static List<Place> places(Kind kind) throws IOException {
    String name = name(kind);
    JsonNode document;
    try (InputStream in = SchemaWordsTest.class.getResourceAsStream("golden/" + name + ".json")) {
      document = JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    List<Place> places = new ArrayList<>();
    places(schema(kind), schema(kind), document, "", document, places);
    if (kind == Kind.JOURNEY) {
      // A journey has one entry, so the others need journeys of their own.
      for (String entry : OTHER_ENTRIES) {
        ObjectNode other = document.deepCopy();
        ((ObjectNode) other.path("spec")).set("entry", JSON.readTree(entry));
        List<Place> ofOther = new ArrayList<>();
        places(schema(kind), schema(kind), other, "", other, ofOther);
        ofOther.removeIf(place -> !place.path().startsWith("spec.entry."));
        places.addAll(ofOther);
      }
    }
    return places;
  }

  private static void places(
      JsonNode schema, JsonNode rule, JsonNode value, String path, JsonNode root, List<Place> to) {
    JsonNode at = rule.has("$ref") ? schema.at(rule.path("$ref").asText().substring(1)) : rule;
    if (at.has("then")) {
      at = at.path(value.isObject() ? "then" : "else");
    }
    if (value instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        places(schema, at.path("items"), list.get(i), path + "[" + i + "]", root, to);
      }
    } else if (value instanceof ObjectNode map) {
      ROOTS.put(map, root);
      for (String name : (Iterable<String>) map::fieldNames) {
        JsonNode property =
            at.path("properties").has(name)
                ? at.path("properties").path(name)
                : at.path("additionalProperties");
        String below = path.isEmpty() ? name : path + "." + name;
        to.add(new Place(map, name, below, property, withTarget(schema, property)));
        places(schema, property, map.get(name), below, root, to);
      }
    }
  }

  /** What stands beside a reference counts before what it leads to. */
  private static JsonNode withTarget(JsonNode schema, JsonNode property) {
    if (!property.has("$ref")) {
      return property;
    }
    ObjectNode both = schema.at(property.path("$ref").asText().substring(1)).deepCopy();
    both.setAll((ObjectNode) property);
    return both;
  }

  private static List<Long> most(JsonNode node) {
    return numbers(node, "maximum", "maxItems", "maxLength", "maxProperties");
  }

  private static List<Long> least(JsonNode node) {
    return numbers(node, "minimum", "minItems", "minLength", "minProperties");
  }

  private static List<Long> numbers(JsonNode node, String... keywords) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode part : List.of(node, node.path("additionalProperties"))) {
      for (String keyword : keywords) {
        if (part.has(keyword)) {
          numbers.add(part.path(keyword).asLong());
        }
      }
    }
    // The length of a name stands in its pattern, and counts its first letter apart.
    Matcher pattern = Pattern.compile("\\{0,(\\d+)}").matcher(node.path("pattern").asText());
    if (pattern.find()) {
      numbers.add(Long.parseLong(pattern.group(1)) + 1);
    }
    return numbers;
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  private static JsonNode schema(Kind kind) {
    return SCHEMAS.computeIfAbsent(kind, SchemaWordsTest::load);
  }

  private static JsonNode load(Kind kind) {
    try (InputStream in =
        DocumentSchema.class.getResourceAsStream(
            "/dev/sojourn/engine/definition/" + name(kind) + ".json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
