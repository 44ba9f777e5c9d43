package dev.sojourn.cli.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.ProfileUpdate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads one JSON object per line. One with {@code type} is an event, one with {@code journey} asks
 * that a journey be started, one with {@code attributes}, {@code consents} or {@code suppressions}
 * is an update of the profile. A field that none of them has is an error, so that a misspelt one
 * does not vanish.
 */
public final class SignalLines {
  private static final Set<String> EVENT =
      Set.of("profile", "id", "occurredAt", "type", "properties");
  private static final Set<String> UPDATE =
      Set.of("profile", "id", "occurredAt", "attributes", "consents", "suppressions");
  private static final Set<String> ENTRY =
      Set.of("profile", "id", "occurredAt", "journey", "key", "context");
  private static final Set<String> CONSENTS = Set.of("in", "out", "unknown");

  private final ObjectMapper json =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private final Supplier<Instant> now;
  private final Supplier<String> ids;

  /**
   * @param now for lines without {@code occurredAt}
   * @param ids for lines without {@code id}
   */
  public SignalLines(Supplier<Instant> now, Supplier<String> ids) {
    this.now = now;
    this.ids = ids;
  }

  /**
   * @throws LineException if the line is no signal
   */
  public ProfileSignal parse(String line) throws LineException {
    ObjectNode object = object(line);
    String profile = text(object, "profile");
    String id = object.has("id") ? text(object, "id") : ids.get();
    Instant occurredAt = occurredAt(object);
    if (object.has("type")) {
      only(object, "an event", EVENT);
      return new ProfileSignal(
          profile,
          CustomerEvent.newBuilder()
              .setType(text(object, "type"))
              .setId(id)
              .setOccurredAt(occurredAt)
              .setProperties(AvroValues.map(object.path("properties"), "properties"))
              .build());
    }
    if (object.has("journey")) {
      only(object, "an entry request", ENTRY);
      return new ProfileSignal(
          profile,
          EntryRequest.newBuilder()
              .setId(id)
              .setJourney(text(object, "journey"))
              .setOccurredAt(occurredAt)
              .setKey(object.has("key") ? text(object, "key") : null)
              .setContext(AvroValues.map(object.path("context"), "context"))
              .build());
    }
    if (object.has("attributes") || object.has("consents") || object.has("suppressions")) {
      only(object, "an update", UPDATE);
      return new ProfileSignal(
          profile,
          ProfileUpdate.newBuilder()
              .setId(id)
              .setOccurredAt(occurredAt)
              .setAttributes(AvroValues.map(object.path("attributes"), "attributes"))
              .setConsents(consents(object.path("consents")))
              .setSuppressions(suppressions(object.path("suppressions")))
              .build());
    }
    throw new LineException(
        "what is it? an event has `type`, an update `attributes`, `consents` or `suppressions`, an entry request `journey`");
  }

  private ObjectNode object(String line) throws LineException {
    try {
      if (json.readTree(line) instanceof ObjectNode object) {
        return object;
      }
      throw new LineException("not a JSON object; one line holds one object");
    } catch (JsonProcessingException e) {
      throw new LineException("not JSON: " + e.getOriginalMessage());
    }
  }

  private static void only(ObjectNode object, String what, Set<String> fields)
      throws LineException {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw new LineException(
            what
                + " has no field `"
                + name
                + "`; it may have "
                + String.join(", ", sorted(fields)));
      }
    }
  }

  private static Iterable<String> sorted(Set<String> fields) {
    return fields.stream().sorted().toList();
  }

  private static String text(ObjectNode object, String field) throws LineException {
    JsonNode value = object.path(field);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new LineException("`" + field + "` must be a text that is not empty");
    }
    return value.textValue();
  }

  private Instant occurredAt(ObjectNode object) throws LineException {
    JsonNode value = object.path("occurredAt");
    if (value.isMissingNode() || value.isNull()) {
      return Instant.ofEpochMilli(now.get().toEpochMilli());
    }
    try {
      if (value.isTextual()) {
        return Instant.ofEpochMilli(
            OffsetDateTime.parse(value.textValue()).toInstant().toEpochMilli());
      }
      if (value.isIntegralNumber() && value.canConvertToLong()) {
        return Instant.ofEpochMilli(value.longValue());
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Falls through to the one message that says what is expected.
    }
    throw new LineException(
        "`occurredAt` must be an instant such as \"2026-01-31T09:00:00Z\" or milliseconds since 1970");
  }

  private static Map<String, String> consents(JsonNode node) throws LineException {
    Map<String, String> consents = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : AvroValues.fields(node, "consents")) {
      String value = entry.getValue().asText();
      if (!entry.getValue().isTextual() || !CONSENTS.contains(value)) {
        throw new LineException(
            "`consents." + entry.getKey() + "` must be \"in\", \"out\" or \"unknown\"");
      }
      consents.put(entry.getKey(), value);
    }
    return consents;
  }

  private static Map<String, Boolean> suppressions(JsonNode node) throws LineException {
    Map<String, Boolean> suppressions = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : AvroValues.fields(node, "suppressions")) {
      if (!entry.getValue().isBoolean()) {
        throw new LineException(
            "`suppressions." + entry.getKey() + "` must be true (suppressed) or false (lifted)");
      }
      suppressions.put(entry.getKey(), entry.getValue().booleanValue());
    }
    return suppressions;
  }
}
