package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.ExpressionContext;
import dev.sojourn.engine.profile.Sightings;
import dev.sojourn.engine.time.CalendarDuration;
import dev.sojourn.engine.time.ZoneChoice;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads journeys. */
final class JourneyReader {
  private static final ZoneId UTC = ZoneId.of("UTC");

  /** L3, unless the document says otherwise. */
  private static final CalendarDuration DEFAULT_TIMEOUT = CalendarDuration.parse("P91D");

  private JourneyReader() {}

  static Journey read(Element root) {
    Element spec = root.at("spec");
    Map<String, Step> steps = new LinkedHashMap<>();
    String name = Metadata.name(root);
    for (Element step : spec.at("steps").members()) {
      steps.put(step.name(), StepReader.read(name, step));
    }
    new JourneyGraph(spec).check();
    refuseTooManyLookbacks(spec, steps);
    Optional<Instant> startsAt = Times.moment(spec.at("startsAt"));
    Optional<Instant> endsAt = Times.moment(spec.at("endsAt"));
    if (startsAt.isPresent() && endsAt.isPresent() && !startsAt.get().isBefore(endsAt.get())) {
      spec.at("endsAt").refuse("is not after startsAt", "choose a later moment");
    }
    ZoneChoice zone = Times.zoneChoice(spec.at("timezone"));
    boolean eject = spec.at("atEnd").textOrEmpty().equals("eject");
    if (spec.at("atEnd").exists() && !spec.at("endsAt").exists()) {
      spec.at("atEnd").refuseName("'atEnd' means nothing without endsAt", "add endsAt");
    }
    return new Journey(
        name,
        Metadata.version(root),
        entry(spec.at("entry")),
        reentry(spec.at("reentry")),
        GuardsReader.read(name, spec),
        spec.at("exit").items().stream().map(JourneyReader::exit).toList(),
        goal(spec.at("goal")),
        zone.fixed(),
        zone.fixed().isPresent() ? UTC : zone.fallback(),
        Times.duration(spec.at("timeout")).orElse(DEFAULT_TIMEOUT),
        policy(spec, steps),
        spec.at("priority").number(0),
        startsAt,
        endsAt,
        eject ? Journey.AtEnd.EJECT : Journey.AtEnd.FINISH,
        spec.at("whenPaused").textOrEmpty().equals("skip")
            ? Journey.WhenPaused.SKIP
            : Journey.WhenPaused.HOLD,
        test(spec.at("test")),
        spec.at("start").textOrEmpty(),
        Collections.unmodifiableMap(steps));
  }

  /** An instance keeps so many times of what its awaits look back for, and no more (S4, N5). */
  private static void refuseTooManyLookbacks(Element spec, Map<String, Step> steps) {
    int wanted =
        steps.values().stream()
            .filter(Step.Await.class::isInstance)
            .map(Step.Await.class::cast)
            .filter(await -> await.lookback().isPresent())
            .mapToInt(await -> await.matches().size())
            .sum();
    if (wanted > Sightings.MOST) {
      spec.at("steps")
          .refuse(
              "its awaits look back for " + wanted + " things, of at most " + Sightings.MOST,
              "let fewer of them look back");
    }
  }

  private static Journey.Entry entry(Element entry) {
    Optional<Element> stated =
        entry.oneOf(List.of("event", "audience", "schedule", "business", "request"));
    String kind = stated.map(Element::name).orElse("request");
    Element key = entry.at("key");
    if (!kind.equals("event")) {
      if (stated.isPresent() && key.exists()) {
        key.refuseName(
            "a key is computed from an event only",
            switch (kind) {
              case "request" -> "remove it; an entry request brings its key";
              case "schedule" -> "remove it; a read starts one instance for each person";
              case "business" -> "remove it; the id of the business event is the key";
              default -> "remove it; a change of membership starts one instance";
            });
      }
      return switch (kind) {
        case "audience" -> EntryReader.audience(stated.get());
        case "schedule" -> EntryReader.schedule(stated.get());
        case "business" -> EntryReader.business(stated.get());
        default -> new Journey.RequestEntry();
      };
    }
    EventMatcher event = event(stated.get(), Expressions.ENTRY);
    Optional<Expression> keys =
        key.exists()
            ? Optional.of(
                Expressions.ofEvent(key, Expressions.ENTRY, event.type(), ExpectedType.KEY))
            : Optional.empty();
    return new Journey.EventEntry(event, keys);
  }

  /** Which events are meant. */
  static EventMatcher event(Element event, ExpressionContext context) {
    String type = event.at("type").textOrEmpty();
    return new EventMatcher(type, Expressions.eventCondition(event.at("when"), context, type));
  }

  /** Which change of membership is meant. */
  static Journey.AudienceTransition transition(Element audience) {
    return new Journey.AudienceTransition(
        audience.at("name").textOrEmpty(), !audience.at("on").textOrEmpty().equals("exited"));
  }

  private static Optional<Journey.Goal> goal(Element goal) {
    if (!goal.exists()) {
      return Optional.empty();
    }
    Optional<Element> stated = goal.oneOf(List.of("event", "audience"));
    Journey.GoalEvent what =
        stated.isPresent() && stated.get().name().equals("audience")
            ? new Journey.AudienceGoal(transition(stated.get()))
            : new Journey.EventGoal(event(goal.at("event"), Expressions.INSIDE));
    return Optional.of(
        new Journey.Goal(what, Times.duration(goal.at("within")), goal.at("exit").isTrue()));
  }

  private static Optional<Journey.TestMode> test(Element test) {
    if (!test.exists()) {
      return Optional.empty();
    }
    Map<String, String> addresses = new LinkedHashMap<>();
    test.at("addresses").members().forEach(a -> addresses.put(a.name(), a.textOrEmpty()));
    return Optional.of(
        new Journey.TestMode(test.at("factor").number(1), Collections.unmodifiableMap(addresses)));
  }

  private static Journey.Reentry reentry(Element reentry) {
    if (reentry.node().isObject()) {
      return new Journey.After(Times.duration(reentry.at("after")).orElse(DEFAULT_TIMEOUT));
    }
    return reentry.textOrEmpty().equals("never") ? new Journey.Never() : new Journey.Always();
  }

  private static Journey.Exit exit(Element exit) {
    Optional<Element> stated = exit.oneOf(List.of("event", "when", "audience"));
    if (stated.isPresent() && stated.get().name().equals("event")) {
      return new Journey.EventExit(event(stated.get(), Expressions.INSIDE));
    }
    if (stated.isPresent() && stated.get().name().equals("audience")) {
      return new Journey.AudienceExit(
          stated.get().at("name").textOrEmpty(),
          !stated.get().at("is").textOrEmpty().equals("out"));
    }
    return new Journey.ConditionExit(Expressions.condition(exit.at("when"), Expressions.STEP));
  }

  private static String policy(Element spec, Map<String, Step> steps) {
    Element policy = spec.at("policy");
    boolean sends = steps.values().stream().anyMatch(Step.Send.class::isInstance);
    if (sends && policy.node().isMissingNode()) {
      spec.refuse(
          "'policy' is missing, although the journey sends messages",
          "add it: the name of a ContactPolicy");
    }
    return policy.textOrEmpty();
  }
}
