package dev.sojourn.cli.explain;

import static dev.sojourn.cli.explain.JsonReport.put;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.output.RecordJson;

/** Requests and what became of them, for programs. */
final class JsonRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonRequests() {}

  static ObjectNode of(RequestStory story) {
    ObjectNode json = JSON.objectNode().put("id", story.id());
    story.request().ifPresent(request -> request(json, request));
    story
        .recall()
        .ifPresent(
            recall ->
                json.putObject("recall")
                    .put("at", recall.at().toString())
                    .put("reason", recall.reason()));
    story.outcome().ifPresent(report -> json.set("outcome", report(report)));
    ArrayNode feedback = json.putArray("feedback");
    story.feedback().forEach(report -> feedback.add(report(report)));
    return json;
  }

  private static void request(ObjectNode json, Request request) {
    json.put("channel", request.channel())
        .put("address", request.address())
        .put("template", request.template());
    if (request.templateVersion() != 0) {
      json.put("templateVersion", request.templateVersion());
    }
    json.put("class", request.transactional() ? "transactional" : "marketing");
    put(json, "topic", request.topic());
    json.put("priority", request.priority())
        .put("requestedAt", request.requestedAt().toString())
        .put("dueAt", request.dueAt().toString())
        .put("expiresAt", request.expiresAt().toString())
        .put("dry", request.dry());
    ObjectNode origin = json.putObject("origin");
    if (request.origin() instanceof Request.Origin.Step step) {
      origin
          .put("journey", step.journey())
          .put("version", step.version())
          .put("instance", step.instance())
          .put("step", step.step());
    } else if (request.origin() instanceof Request.Origin.Row row) {
      origin.put("campaign", row.campaign()).put("run", row.run()).put("row", row.row());
    } else {
      origin.put("caller", ((Request.Origin.Caller) request.origin()).name());
    }
  }

  private static ObjectNode report(Report report) {
    ObjectNode json =
        JSON.objectNode()
            .put("status", report.status())
            .put("at", report.at().toString())
            .put("loggedAt", report.loggedAt().toString());
    put(json, "code", report.code());
    Reasons.of(report).ifPresent(reason -> json.put("meaning", reason.words()));
    put(json, "detail", report.detail());
    put(json, "topic", report.topic());
    put(json, "providerId", report.providerId());
    json.put("attempts", report.attempts());
    if (!report.answer().isEmpty()) {
      json.set("answer", RecordJson.of(report.answer()));
    }
    return json;
  }
}
