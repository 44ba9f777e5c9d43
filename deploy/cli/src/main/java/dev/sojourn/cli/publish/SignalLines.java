package dev.sojourn.cli.publish;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.avro.ApiOrigin;
import dev.sojourn.avro.BusinessEvent;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.value.Packed;
import dev.sojourn.schemas.codec.Values;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads one JSON object per line. One with {@code type} is an event, one with {@code journey} asks
 * that a journey be started, one with {@code attributes}, {@code consents} or {@code suppressions}
 * is an update of the profile, one with {@code report} tells what became of a request, and one with
 * {@code business} is an event that names no profile. A field that none of them has is an error, so
 * that a misspelt one does not vanish.
 */
public final class SignalLines {
  private static final Set<String> EVENT =
      Set.of("profile", "id", "occurredAt", "type", "properties");
  private static final Set<String> BUSINESS = Set.of("business", "id", "occurredAt", "properties");
  private static final Set<String> UPDATE =
      Set.of("profile", "id", "occurredAt", "attributes", "consents", "suppressions");
  private static final Set<String> ENTRY =
      Set.of("profile", "id", "occurredAt", "journey", "key", "context");
  private static final Set<String> REPORT =
      Set.of(
          "profile",
          "occurredAt",
          "report",
          "requestId",
          "channel",
          "code",
          "detail",
          "providerId",
          "topic",
          "answer");
  private static final Set<String> CONSENTS = Set.of("in", "out", "unknown");

  /** As the journeys job has it: characters of the type, bytes of the id of a business event. */
  private static final int LONGEST_TYPE = 200;

  private static final int LONGEST_ID = 200;

  /** Who reports, where the request's own origin is not known. */
  private static final ApiOrigin ORIGIN = new ApiOrigin("sojourn publish");

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
    return parse(object(line));
  }

  /**
   * As above, of a line that is read already.
   *
   * @throws LineException if the object is no signal
   */
  public ProfileSignal parse(ObjectNode object) throws LineException {
    if (object.has("business")) {
      return new ProfileSignal("", business(object));
    }
    String profile = text(object, "profile");
    if (object.has("type")) {
      return new ProfileSignal(profile, event(object));
    }
    if (object.has("journey")) {
      return new ProfileSignal(profile, entryRequest(object));
    }
    if (object.has("attributes") || object.has("consents") || object.has("suppressions")) {
      return new ProfileSignal(profile, update(object));
    }
    if (object.has("report")) {
      return new ProfileSignal(profile, report(object));
    }
    throw new LineException(
        "what is it? an event has `type`, an update `attributes`, `consents` or `suppressions`, an entry request `journey`, a report `report`, a business event `business`");
  }

  private CustomerEvent event(ObjectNode object) throws LineException {
    only(object, "an event", EVENT);
    return CustomerEvent.newBuilder()
        .setType(text(object, "type"))
        .setId(id(object))
        .setOccurredAt(occurredAt(object))
        .setProperties(AvroValues.map(object.path("properties"), "properties"))
        .build();
  }

  private BusinessEvent business(ObjectNode object) throws LineException {
    only(object, "a business event", BUSINESS);
    String type = text(object, "business");
    if (type.length() > LONGEST_TYPE || type.indexOf('/') >= 0) {
      throw new LineException(
          "`business` must be a type of up to " + LONGEST_TYPE + " characters, without a slash");
    }
    String id = id(object);
    if (id.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID) {
      throw new LineException("`id` must have up to " + LONGEST_ID + " bytes of UTF-8");
    }
    Map<String, Object> properties = AvroValues.map(object.path("properties"), "properties");
    int size = Packed.size(Values.fromAvro(properties));
    if (size > Packed.MOST_BYTES) {
      throw new LineException(
          "`properties` take "
              + size
              + " bytes of the "
              + Packed.MOST_BYTES
              + " that they may; send large content by reference");
    }
    return BusinessEvent.newBuilder()
        .setType(type)
        .setId(id)
        .setOccurredAt(occurredAt(object))
        .setProperties(properties)
        .build();
  }

  private EntryRequest entryRequest(ObjectNode object) throws LineException {
    only(object, "an entry request", ENTRY);
    return EntryRequest.newBuilder()
        .setId(id(object))
        .setJourney(text(object, "journey"))
        .setOccurredAt(occurredAt(object))
        .setKey(textOrNull(object, "key"))
        .setContext(AvroValues.map(object.path("context"), "context"))
        .build();
  }

  private ProfileUpdate update(ObjectNode object) throws LineException {
    only(object, "an update", UPDATE);
    return ProfileUpdate.newBuilder()
        .setId(id(object))
        .setOccurredAt(occurredAt(object))
        .setAttributes(AvroValues.map(object.path("attributes"), "attributes"))
        .setConsents(consents(object.path("consents")))
        .setSuppressions(suppressions(object.path("suppressions")))
        .build();
  }

  /** A report has no id of its own: a final one counts once a request, feedback by its time. */
  private DeliveryReport report(ObjectNode object) throws LineException {
    only(object, "a report", REPORT);
    Status status = status(object);
    if (object.has("topic") && status != Status.UNSUBSCRIBED) {
      throw new LineException("`topic` stands in a report of \"unsubscribed\" only");
    }
    if (object.has("answer") && status != Status.SENT) {
      throw new LineException("`answer` stands in a report of \"sent\" only");
    }
    return DeliveryReport.newBuilder()
        .setRequestId(text(object, "requestId"))
        .setStatus(status.label())
        .setAt(occurredAt(object))
        .setChannel(text(object, "channel"))
        .setOrigin(ORIGIN)
        .setCode(textOrNull(object, "code"))
        .setDetail(textOrNull(object, "detail"))
        .setProviderId(textOrNull(object, "providerId"))
        .setTopic(textOrNull(object, "topic"))
        .setAnswer(object.has("answer") ? AvroValues.struct(object.path("answer"), "answer") : null)
        .build();
  }

  private static Status status(ObjectNode object) throws LineException {
    Optional<Status> status = Status.ofLabel(object.path("report").asText());
    if (!object.path("report").isTextual() || status.isEmpty()) {
      throw new LineException(
          "`report` must be one of "
              + Arrays.stream(Status.values()).map(Status::label).collect(joining(", ")));
    }
    return status.get();
  }

  /**
   * A line's object, whatever it is.
   *
   * @throws LineException if the line is none
   */
  public ObjectNode object(String line) throws LineException {
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

  private static String textOrNull(ObjectNode object, String field) throws LineException {
    return object.has(field) ? text(object, field) : null;
  }

  private String id(ObjectNode object) throws LineException {
    return object.has("id") ? text(object, "id") : ids.get();
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
