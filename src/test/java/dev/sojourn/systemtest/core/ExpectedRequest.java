package dev.sojourn.systemtest.core;

import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.schemas.codec.Values;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message request, every field of it, in a form in which what the engine asked for and what
 * stands on the topic can be compared.
 *
 * @param fields by the names of the Avro record; null where the record has null
 */
public record ExpectedRequest(String id, Map<String, Object> fields) {

  /** What the engine asked for. */
  static ExpectedRequest of(String profile, Effect.MessageRequest request) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("profile", profile);
    fields.put("channel", request.channel());
    fields.put("address", request.address());
    fields.put("template", request.template());
    fields.put(
        "templateVersion", request.templateVersion() == 0 ? null : request.templateVersion());
    // The way through Avro gives numbers the types that they have on the topic.
    fields.put("data", Values.fromAvro(Values.toAvro(request.data())));
    fields.put("transactional", request.transactional());
    fields.put("topic", orNull(request.topic()));
    fields.put("priority", request.priority());
    fields.put("requestedAt", request.requestedAt());
    fields.put("dueAt", request.dueAt());
    fields.put("expiresAt", request.expiresAt());
    fields.put("journey", request.journey());
    fields.put("version", request.version());
    fields.put("instance", request.instance());
    fields.put("step", request.step());
    fields.put("timezone", orNull(request.timezone()));
    fields.put("locale", orNull(request.locale()));
    fields.put("dry", request.dry());
    return new ExpectedRequest(request.id(), fields);
  }

  /** What stands on the topic. */
  static ExpectedRequest of(MessageRequest request) {
    JourneyOrigin origin = (JourneyOrigin) request.getOrigin();
    Map<String, Object> fields = new TreeMap<>();
    fields.put("profile", request.getProfile());
    fields.put("channel", request.getChannel());
    fields.put("address", request.getAddress());
    fields.put("template", request.getTemplate());
    fields.put("templateVersion", request.getTemplateVersion());
    fields.put("data", Values.fromAvro(request.getData()));
    fields.put("transactional", request.getMessageClass() == MessageClass.TRANSACTIONAL);
    fields.put("topic", request.getTopic());
    fields.put("priority", request.getPriority());
    fields.put("requestedAt", request.getRequestedAt().toEpochMilli());
    fields.put("dueAt", request.getDueAt().toEpochMilli());
    fields.put("expiresAt", request.getExpiresAt().toEpochMilli());
    fields.put("journey", origin.getJourney());
    fields.put("version", origin.getVersion());
    fields.put("instance", origin.getInstance());
    fields.put("step", origin.getStep());
    fields.put("timezone", request.getTimezone());
    fields.put("locale", request.getLocale());
    fields.put("dry", request.getDry());
    return new ExpectedRequest(request.getId(), fields);
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
