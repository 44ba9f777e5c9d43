package dev.sojourn.simulator.story;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an expectation may compare of an effect, by the names that it uses. */
final class FactFields {
  private FactFields() {}

  private static Map<String, Object> journey(
      String journey, int version, String key, String step, long at) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("journey", journey);
    fields.put("version", (long) version);
    fields.put("key", key);
    if (!step.isEmpty()) {
      fields.put("step", step);
    }
    fields.put("time", new Moment(at));
    return fields;
  }

  static Map<String, Object> of(StepRecord record) {
    Map<String, Object> fields =
        journey(
            record.journey(), record.version(), record.instanceKey(), record.step(), record.at());
    put(fields, "reason", record.reason());
    if (record.until() >= 0) {
      fields.put("until", new Moment(record.until()));
    }
    return fields;
  }

  static Map<String, Object> of(Effect.MessageRequest request, String key) {
    Map<String, Object> fields =
        journey(request.journey(), request.version(), key, request.step(), request.requestedAt());
    fields.put("channel", request.channel());
    fields.put("template", request.template());
    fields.put("templateVersion", (long) request.templateVersion());
    put(fields, "address", request.address());
    fields.put("contents", request.data());
    fields.put("class", request.transactional() ? "transactional" : "marketing");
    fields.put("dry", request.dry());
    return fields;
  }

  static Map<String, Object> of(Effect.Recall recall, Person.Requested of) {
    Map<String, Object> fields =
        journey(
            of.request().journey(),
            of.request().version(),
            of.key(),
            of.request().step(),
            recall.at());
    put(fields, "reason", recall.reason());
    return fields;
  }

  static Map<String, Object> of(Effect.AudienceChange change) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("audience", change.audience());
    fields.put("version", (long) change.version());
    fields.put("cause", change.cause().label());
    fields.put("time", new Moment(change.at()));
    return fields;
  }

  static Map<String, Object> of(Effect.EmittedEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", event.type());
    fields.put("properties", event.properties());
    fields.put("time", new Moment(event.occurredAt()));
    return fields;
  }

  static Map<String, Object> of(Effect.Rejected rejected, long at) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("code", rejected.code().code());
    fields.put("message", rejected.message());
    fields.put("time", new Moment(at));
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }
}
