package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.Element;
import dev.sojourn.engine.definition.document.Suggestion;
import dev.sojourn.engine.definition.document.Times;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.time.CalendarDuration;
import dev.sojourn.engine.value.Packed;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads what happens in a story. */
final class ActReader {
  private static final List<String> ACTS =
      List.of(
          "event",
          "update",
          "request",
          "business",
          "report",
          "answer",
          "outcome",
          "pass",
          "until",
          "publish",
          "expect");

  /** Those that concern nobody in particular. */
  private static final Set<String> FOR_ALL = Set.of("business", "pass", "until", "publish");

  private static final Map<String, Kind> KINDS =
      new TreeMap<>(
          Map.of(
              "journey", Kind.JOURNEY,
              "audience", Kind.AUDIENCE,
              "channel", Kind.CHANNEL,
              "template", Kind.TEMPLATE,
              "policy", Kind.CONTACT_POLICY));

  /** Stands in for what could not be read; never seen, as the file is refused. */
  private static final CalendarDuration UNREADABLE =
      new CalendarDuration(Period.ZERO, Duration.ofHours(1));

  private final String file;
  private final Names names;
  private final ZoneId zone;
  private final Set<String> people;

  /**
   * @param people profile keys
   */
  ActReader(String file, Library library, ZoneId zone, Set<String> people) {
    this.file = file;
    this.names = new Names(library);
    this.zone = zone;
    this.people = people;
  }

  List<Act> story(Element list) {
    return list.items().stream().map(this::act).toList();
  }

  Act act(Element item) {
    Optional<Element> stated = item.oneOf(ACTS);
    Element act = stated.orElseGet(() -> item.at("expect"));
    String profile = stated.isPresent() ? profile(item, act.name()) : "";
    return switch (act.name()) {
      case "event" -> event(act, profile);
      case "update" -> update(act, profile);
      case "request" -> request(act, profile);
      case "business" -> business(act);
      case "report" -> report(act, profile);
      case "answer" -> answer(act, profile);
      case "outcome" -> outcome(act, profile);
      case "pass" -> new Act.Pass(place(act), Times.duration(act).orElse(UNREADABLE));
      case "until" -> new Act.Until(place(act), Times.moment(act, zone).orElse(0));
      case "publish" -> publish(act);
      default -> new ClaimReader(file, names, zone).expect(act, profile);
    };
  }

  private Place place(Element element) {
    return Place.of(file, element);
  }

  private String profile(Element item, String act) {
    Element stated = item.at("profile");
    if (FOR_ALL.contains(act)) {
      if (stated.exists()) {
        stated.refuseName("'" + act + "' concerns everybody", "remove 'profile'");
      }
      return "";
    }
    if (!stated.exists()) {
      if (people.size() > 1 && !act.equals("outcome")) {
        item.refuse(
            "which person is meant? There are " + String.join(", ", people),
            "add profile: " + people.iterator().next());
      }
      return act.equals("outcome") ? "" : people.iterator().next();
    }
    String profile = stated.textOrEmpty();
    if (!profile.isEmpty() && !people.contains(profile)) {
      stated.refuse(
          "there is no person '" + profile + "' in what is given",
          Suggestion.remedy(profile, people, "there is " + String.join(", ", people)));
    }
    return profile;
  }

  private Act.Event event(Element event, String profile) {
    if (event.at("occurredAt").exists() && event.at("ago").exists()) {
      event.at("ago").refuseName("'ago' cannot stand beside 'occurredAt'", "state one of them");
    }
    return new Act.Event(
        place(event),
        profile,
        event.at("type").textOrEmpty(),
        event.at("id").textOrEmpty(),
        event.at("occurredAt").exists()
            ? Times.moment(event.at("occurredAt"), zone)
            : OptionalLong.empty(),
        event.at("ago").exists() ? Times.duration(event.at("ago")) : Optional.empty(),
        Values.map(event.at("properties")));
  }

  private Act.Business business(Element business) {
    names.checkBusinessType(business.at("type"));
    Element stated = business.at("properties");
    Map<String, Object> properties = Values.map(stated);
    int size = Packed.size(properties);
    if (size > Packed.MOST_BYTES) {
      stated.refuse(
          "take " + size + " bytes of the " + Packed.MOST_BYTES + " that they may",
          "send large content by reference");
    }
    return new Act.Business(
        place(business),
        business.at("type").textOrEmpty(),
        business.at("id").textOrEmpty(),
        properties);
  }

  private Act.Update update(Element update, String profile) {
    Act.Update read =
        new Act.Update(
            place(update),
            profile,
            Values.map(update.at("attributes")),
            consents(update),
            suppressions(update));
    if (read.isEmpty() && update.node().isObject()) {
      update.refuse("changes nothing", "state attributes, consents or suppressions");
    }
    return read;
  }

  static Map<String, String> consents(Element around) {
    Map<String, String> consents = new LinkedHashMap<>();
    around
        .at("consents")
        .members()
        .forEach(consent -> consents.put(consent.name(), consent.textOrEmpty()));
    return consents;
  }

  static Map<String, Boolean> suppressions(Element around) {
    Map<String, Boolean> suppressions = new LinkedHashMap<>();
    around
        .at("suppressions")
        .members()
        .forEach(suppression -> suppressions.put(suppression.name(), suppression.isTrue()));
    return suppressions;
  }

  private Act.Request request(Element request, String profile) {
    names.check(request.at("journey"), Kind.JOURNEY);
    return new Act.Request(
        place(request),
        profile,
        request.at("journey").textOrEmpty(),
        request.at("key").textOrEmpty(),
        Values.map(request.at("context")));
  }

  private Act.Report report(Element report, String profile) {
    return new Act.Report(
        place(report),
        profile,
        requestOf(report),
        Status.ofLabel(report.at("status").textOrEmpty()).orElse(Status.SENT),
        report.at("code").textOrEmpty(),
        Map.of(),
        report.at("topic").textOrEmpty());
  }

  private Act.Report answer(Element answer, String profile) {
    return new Act.Report(
        place(answer),
        profile,
        requestOf(answer),
        Status.SENT,
        "",
        Values.map(answer.at("values")),
        "");
  }

  private Act.RequestOf requestOf(Element report) {
    names.check(report.at("journey"), Kind.JOURNEY);
    names.checkStep(report.at("of"), report.at("journey").textOrEmpty());
    return new Act.RequestOf(
        report.at("of").textOrEmpty(), report.at("journey").textOrEmpty(), report.at("key").text());
  }

  Act.Outcome outcome(Element outcome, String profile) {
    names.check(outcome.at("journey"), Kind.JOURNEY);
    names.check(outcome.at("channel"), Kind.CHANNEL);
    names.checkStep(outcome.at("of"), outcome.at("journey").textOrEmpty());
    Element status = outcome.at("status");
    return new Act.Outcome(
        place(outcome),
        profile,
        outcome.at("of").textOrEmpty(),
        outcome.at("journey").textOrEmpty(),
        outcome.at("channel").textOrEmpty(),
        status.exists() ? Status.ofLabel(status.textOrEmpty()) : Optional.of(Status.SENT),
        outcome.at("code").textOrEmpty(),
        Values.map(outcome.at("answer")),
        Times.duration(outcome.at("after")));
  }

  Act.Publish publish(Element document) {
    Optional<Element> stated = document.oneOf(List.copyOf(KINDS.keySet()));
    Element name = stated.orElseGet(() -> document.at("journey"));
    Kind kind = KINDS.get(name.name());
    stated.ifPresent(known -> names.check(known, kind));
    Element version = document.at("version");
    Element state = document.at("state");
    if (stated.isPresent() && !version.exists() && !state.exists()) {
      document.refuse("changes nothing", "state version, state or both");
    }
    if (version.exists()) {
      names.checkVersion(version, kind, name.textOrEmpty());
    }
    return new Act.Publish(
        place(document),
        kind,
        name.textOrEmpty(),
        version.exists() ? OptionalInt.of(version.number(1)) : OptionalInt.empty(),
        state.exists() ? state(state) : PublicationState.LIVE);
  }

  private static PublicationState state(Element state) {
    Optional<PublicationState> known = PublicationState.ofLabel(state.textOrEmpty());
    if (known.isEmpty() && state.text().isPresent()) {
      List<String> labels =
          Arrays.stream(PublicationState.values()).map(PublicationState::label).toList();
      state.refuse(
          "'" + state.textOrEmpty() + "' is not a state of a document",
          Suggestion.remedy(
              state.textOrEmpty(), labels, "it is one of " + String.join(", ", labels)));
    }
    return known.orElse(PublicationState.LIVE);
  }
}
