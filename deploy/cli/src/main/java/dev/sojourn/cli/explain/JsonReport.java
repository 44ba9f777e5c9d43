package dev.sojourn.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An explanation as one document for programs. The names of its fields are part of the command's
 * contract: new ones may come, none changes. What is not there is left out, lists are always there.
 */
final class JsonReport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Explanation explanation;
  private final Person person;
  private final Moments moments;

  private JsonReport(Explanation explanation) {
    this.explanation = explanation;
    this.person = explanation.person();
    this.moments = explanation.moments();
  }

  static ObjectNode of(Explanation explanation) {
    return new JsonReport(explanation).write();
  }

  private ObjectNode write() {
    ObjectNode json =
        JSON.objectNode()
            .put("profile", person.profile())
            .put("known", !person.isUnknown())
            .put("at", moments.now().toString())
            .put("zone", moments.zone().getId())
            .put("signals", person.signals().all().size());
    explanation.whyNot().ifPresent(answer -> json.set("whyNot", whyNot(answer)));
    ArrayNode visits = json.putArray("visits");
    person.visits().forEach(visit -> visits.add(visit(visit)));
    ArrayNode refusals = json.putArray("refusals");
    person.refusals().forEach(refusal -> refusals.add(refusal(refusal)));
    ArrayNode audiences = json.putArray("audiences");
    person.audiences().forEach(stay -> audiences.add(audience(stay)));
    ArrayNode others = json.putArray("otherRequests");
    person.otherRequests().forEach(story -> others.add(JsonRequests.of(story)));
    ArrayNode letters = json.putArray("deadLetters");
    person.letters().forEach(letter -> letters.add(letter(letter)));
    ArrayNode reasons = json.putArray("reasons");
    explanation.reasons().forEach(reason -> reasons.add(reason(reason)));
    ArrayNode read = json.putArray("read");
    explanation.coverage().forEach(part -> read.add(coverage(part)));
    return json.put("repeated", explanation.repeated());
  }

  private ObjectNode visit(Visit visit) {
    JourneyOutline outline = explanation.outline(visit);
    ObjectNode json =
        JSON.objectNode()
            .put("journey", visit.journey())
            .put("version", visit.version())
            .put("key", visit.key())
            .put("instance", visit.instance())
            .put("fromBeginning", visit.entry().isPresent());
    visit
        .entry()
        .ifPresent(
            entry -> {
              json.put("enteredAt", entry.at().toString());
              signal(entry).ifPresent(signal -> json.set("enteredBy", signal));
            });
    Place place = visit.place();
    ObjectNode now = json.putObject("now").put("is", place.kind().label());
    put(now, "step", place.step());
    now.put("since", place.since().at().toString());
    put(now, "until", place.until());
    put(now, "reason", place.since().reason());
    now.put("words", new PlaceWords(moments).of(visit, outline));
    ArrayNode transitions = json.putArray("transitions");
    StepWords words = new StepWords(person, visit, outline, moments);
    visit
        .toldTransitions()
        .forEach(transition -> transitions.add(transition(transition, words.of(transition))));
    ArrayNode requests = json.putArray("requests");
    visit.toldTransitions().stream()
        .filter(Transition::asks)
        .forEach(step -> requests.add(JsonRequests.of(person.requests().get(step.request()))));
    return json;
  }

  private ObjectNode transition(Transition transition, String words) {
    ObjectNode json =
        JSON.objectNode().put("transition", transition.number()).put("kind", transition.kind());
    put(json, "step", transition.step());
    put(json, "edge", transition.edge());
    put(json, "next", transition.next());
    basis(json, transition);
    put(json, "until", transition.until());
    json.put("words", words);
    put(json, "requestId", transition.request());
    return json;
  }

  private ObjectNode refusal(Transition refusal) {
    ObjectNode json =
        JSON.objectNode()
            .put("journey", refusal.journey())
            .put("version", refusal.version())
            .put("key", refusal.key());
    basis(json, refusal);
    return json;
  }

  /** When, why, and what it rested on. */
  private void basis(ObjectNode json, Transition transition) {
    json.put("at", transition.at().toString());
    json.put("delayMs", transition.delay().toMillis());
    put(json, "reason", transition.reason());
    Reasons.of(transition).ifPresent(reason -> json.put("meaning", reason.words()));
    signal(transition).ifPresent(signal -> json.set("signal", signal));
    ObjectNode detail = json.putObject("detail");
    transition.detail().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> detail.put(entry.getKey(), entry.getValue()));
  }

  private Optional<ObjectNode> signal(Transition transition) {
    if (transition.signal().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode json = JSON.objectNode().put("id", transition.signal());
    person
        .signals()
        .behind(transition)
        .ifPresent(
            signal -> {
              json.put("kind", signal.kind().label());
              put(json, "name", signal.name());
              json.put("occurredAt", signal.occurredAt().toString())
                  .put("loggedAt", signal.loggedAt().toString())
                  .put("lateMs", signal.late().toMillis());
            });
    person
        .reportBehind(transition)
        .ifPresent(
            report ->
                json.put("kind", "report")
                    .put("name", report.status())
                    .put("occurredAt", report.at().toString())
                    .put("loggedAt", report.loggedAt().toString()));
    return Optional.of(json);
  }

  private ObjectNode audience(AudienceStay stay) {
    ObjectNode json =
        JSON.objectNode().put("audience", stay.audience()).put("member", stay.last().entered());
    ArrayNode changes = json.putArray("changes");
    for (AudienceTurn turn : stay.turns()) {
      ObjectNode change =
          changes
              .addObject()
              .put("change", turn.entered() ? "entered" : "exited")
              .put("version", turn.version())
              .put("at", turn.at().toString())
              .put("cause", turn.cause());
      put(change, "leaf", turn.leaf());
      put(change, "says", explanation.library().leaf(turn.audience(), turn.version(), turn.leaf()));
      put(change, "signal", turn.signal());
      put(change, "approximate", turn.approximate());
    }
    return json;
  }

  private static ObjectNode letter(Letter letter) {
    ObjectNode json =
        JSON.objectNode()
            .put("at", letter.at().toString())
            .put("code", letter.code())
            .put("category", letter.category())
            .put("message", letter.message())
            .put("component", letter.component());
    put(json, "origin", letter.origin());
    return json;
  }

  private static ObjectNode reason(Reason reason) {
    return JSON.objectNode()
        .put("code", reason.code())
        .put("meaning", reason.words())
        .put("remedy", reason.remedy());
  }

  private static ObjectNode coverage(Coverage part) {
    ObjectNode json = JSON.objectNode().put("topic", part.topic());
    ArrayNode partitions = json.putArray("partitions");
    part.partitions().forEach(partitions::add);
    put(json, "oldest", part.oldest());
    return json.put("records", part.records()).put("unreadable", part.unreadable());
  }

  private ObjectNode whyNot(WhyNot answer) {
    ObjectNode json = JSON.objectNode().put("journey", answer.journey());
    instances(json.putArray("inside"), answer.inside());
    answer.lastInside().ifPresent(visit -> json.put("lastInside", visit.instance()));
    ArrayNode refusals = json.putArray("refusals");
    answer.refusals().forEach(refusal -> refusals.add(refusal(refusal)));
    ArrayNode messages = json.putArray("messages");
    for (Transition step : answer.messages()) {
      ObjectNode message =
          messages
              .addObject()
              .put("instance", step.instance())
              .put("transition", step.number())
              .put("kind", step.kind());
      put(message, "reason", step.reason());
      put(message, "requestId", step.request());
    }
    ArrayNode checks = json.putArray("checks");
    answer
        .checks()
        .forEach(
            check ->
                checks
                    .addObject()
                    .put("what", check.what())
                    .put("answer", check.answer().name().toLowerCase(Locale.ROOT))
                    .put("finding", check.finding()));
    return json;
  }

  private static void instances(ArrayNode array, List<Visit> visits) {
    visits.forEach(visit -> array.add(visit.instance()));
  }

  static void put(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  static void put(ObjectNode json, String name, Optional<Instant> moment) {
    moment.ifPresent(present -> json.put(name, present.toString()));
  }
}
