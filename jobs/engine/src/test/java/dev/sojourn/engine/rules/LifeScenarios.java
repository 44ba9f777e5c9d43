package dev.sojourn.engine.rules;

import static dev.sojourn.engine.definition.PublicationState.DELETED;
import static dev.sojourn.engine.definition.PublicationState.LIVE;
import static dev.sojourn.engine.definition.PublicationState.PAUSED;
import static dev.sojourn.engine.definition.PublicationState.STOPPED;

import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Short stories that take every transition of a journey's sends, and every way in which an instance
 * can be ended from outside of its steps, from each state in which it can be.
 */
final class LifeScenarios {
  private static final String DONE = "\nsecond: {end: {}}\nother: {end: {}}";
  private static final String FIRST = "w: {wait: {for: PT1M}, next: first}\n";

  /** Takes a place under the caps of its class, whatever the policy of the others says. */
  private static final String TAKER =
      Yaml.policy("taken", 1, "{class: marketing, caps: [{count: 9, per: P9D}]}")
          + "---\n"
          + Yaml.named(
              "taker",
              1,
              "first: {send: {channel: email, template: hello}}",
              "entry: {event: {type: take}}",
              "policy: taken");

  private static final String RIVAL =
      Yaml.named(
          "rival",
          1,
          "first: {send: {channel: email, template: hello}}",
          "entry: {event: {type: rival}}",
          "priority: 90");

  /** A state from which a send is tried, how it is come to, and what ends it. */
  private enum Held {
    MOVING(""),
    PAUSE(""),
    QUIET("quietHours: [{from: '11:00', to: '13:00'}]"),
    CAP("caps: [{count: 1, per: PT1H}], whenCapped: hold, holdFor: PT3H"),
    COMPETITION("caps: [{count: 2, per: PT1H}], compete: PT30S");

    private final String spec;

    Held(String spec) {
      this.spec = spec;
    }

    /** A person who stands in the state at a send, or is about to come to it. */
    Story begin(String journey) {
      Story story = Story.of(TAKER, RIVAL, journey);
      if (!spec.isEmpty()) {
        story.publish(policy(2, spec), LIVE);
      }
      story.event("take").report(Status.SENT).event("start");
      if (this == PAUSE) {
        story.publish(journey, PAUSED);
      }
      return this == MOVING ? story : story.pass("PT1M");
    }

    void release(Story story, String journey) {
      switch (this) {
        case PAUSE -> story.publish(journey, LIVE).pass("PT10M");
        case MOVING, COMPETITION -> story.pass("PT1M");
        default -> story.pass("PT1H");
      }
    }
  }

  private LifeScenarios() {}

  private static String policy(int version, String spec) {
    return Yaml.policy("marketing", version, "{class: marketing, " + spec + "}");
  }

  private static String send(String edges, String... more) {
    List<String> spec = new ArrayList<>(List.of(more));
    spec.add("start: w");
    return Yaml.journey(
        FIRST + "first: {send: {channel: email, template: hello" + edges + "}" + DONE,
        spec.toArray(String[]::new));
  }

  /** What can change before a send is tried, by what comes of it. */
  private static Map<String, Consumer<Story>> changes() {
    Map<String, Consumer<Story>> changes = new LinkedHashMap<>();
    changes.put("nothing", story -> {});
    changes.put("address", story -> story.update(Map.of("email", "?"), Map.of()));
    changes.put("consent", story -> story.update(Map.of(), Map.of("email", "out")));
    changes.put("suppression", story -> story.suppress("email", true));
    changes.put("depth", story -> story.update(Map.of("name", nested(40)), Map.of()));
    changes.put("channel", story -> story.publish(document("Channel", "email", CHANNEL), DELETED));
    changes.put(
        "template", story -> story.publish(document("Template", "hello", TEMPLATE), DELETED));
    changes.put("policy", story -> story.publish(policy(3, "unknown: refuse"), DELETED));
    changes.put(
        "skipping hours",
        story ->
            story.publish(
                policy(3, "quietHours: [{from: '11:00', to: '22:00', then: skip}]"), LIVE));
    changes.put(
        "hours",
        story -> story.publish(policy(3, "quietHours: [{from: '11:00', to: '22:00'}]"), LIVE));
    changes.put("cap", story -> story.publish(policy(3, "caps: [{count: 1, per: P1D}]"), LIVE));
    changes.put(
        "holding cap",
        story ->
            story.publish(
                policy(3, "caps: [{count: 1, per: P1D}], whenCapped: hold, holdFor: P2D"), LIVE));
    String compete = "caps: [{count: 2, per: P1D}], compete: PT5M";
    changes.put("competition", story -> story.publish(policy(3, compete), LIVE));
    changes.put("a rival", story -> story.publish(policy(3, compete), LIVE).event("rival"));
    return changes;
  }

  private static final String CHANNEL =
      "{medium: email, connector: {type: smtp, host: localhost, port: 25, from: shop@example.com}}";
  private static final String TEMPLATE = "{parts: {subject: x}}";

  private static String document(String kind, String name, String spec) {
    return "apiVersion: sojourn/v1\nkind: "
        + kind
        + "\nmetadata: {name: "
        + name
        + ", version: 2}\nspec: "
        + spec
        + "\n";
  }

  /** Why a call cannot be made, and nothing. */
  static List<Consumer<Story>> unableToAsk() {
    Map<String, Consumer<Story>> changes = changes();
    return List.of(
        changes.get("nothing"),
        changes.get("channel"),
        changes.get("template"),
        changes.get("depth"));
  }

  /** A person in as many journeys as one may be in, and then where a start event leads. */
  static Story crowded(String... journeys) {
    Story story =
        Story.of(journeys)
            .publish(
                Yaml.named(
                    "crowd",
                    1,
                    "first: {wait: {for: P1D}}",
                    "entry: {event: {type: crowd}, key: event.keys}"),
                LIVE);
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      keys.add("k" + i);
    }
    return story.event("crowd", "keys", keys).event("start");
  }

  private static Object nested(int depth) {
    Object value = "bottom";
    for (int i = 0; i < depth; i++) {
      value = Map.of("in", value);
    }
    return value;
  }

  /** Every send: whence it is tried, what has changed meanwhile, which edges are drawn. */
  static List<Story> sends() {
    List<Story> stories = new ArrayList<>();
    for (Held held : Held.values()) {
      for (String edges :
          List.of("}, next: second", "}, next: second, skipped: other", ", awaitOutcome: true}")) {
        for (Consumer<Story> change : changes().values()) {
          String journey = send(edges);
          Story story = held.begin(journey);
          change.accept(story);
          held.release(story, journey);
          stories.add(story);
        }
        stories.add(paused(held, send(edges)));
        stories.add(paused(held, send(edges, "whenPaused: skip")));
      }
    }
    return stories;
  }

  private static Story paused(Held held, String journey) {
    Story story = held.begin(journey).publish(journey, PAUSED);
    held.release(story, journey);
    return story;
  }

  /** A step at which a person rests, and the policy that holds them there. */
  record Rest(String steps, String policy) {
    Rest(String steps) {
      this(steps, "");
    }
  }

  static List<Rest> rests() {
    String send = "first: {send: {channel: email, template: hello}}";
    return List.of(
        new Rest("first: {wait: {for: P100D}}"),
        new Rest("first: {await: {event: {type: never}}}"),
        new Rest("first: {send: {channel: email, template: hello, awaitOutcome: true}}"),
        new Rest("first: {call: {channel: email, template: hello, for: P100D}}"),
        new Rest(send, Held.QUIET.spec.replace("13:00", "10:00")),
        new Rest(send, Held.CAP.spec.replace("PT3H", "P9D").replace("PT1H", "P9D")),
        new Rest(send, "caps: [{count: 2, per: P9D}], compete: P1D"));
  }

  /** One whose send is held at {@code s} by a pause. */
  static final Rest PAUSED_REST =
      new Rest("first: {wait: {for: PT1M}, next: s}\ns: {send: {channel: email, template: hello}}");

  /** What ends a stay from outside of its steps, or counts as its success. */
  static List<Story> outside() {
    List<Story> stories = new ArrayList<>();
    for (Rest rest : rests()) {
      stories.addAll(outside(rest, false));
    }
    stories.addAll(outside(PAUSED_REST, true));
    return stories;
  }

  private static List<Story> outside(Rest rest, boolean paused) {
    List<Story> stories = new ArrayList<>();
    stories.add(resting(rest, paused, "goal: {event: {type: bought}}").event("bought"));
    stories.add(resting(rest, paused, "goal: {event: {type: bought}, exit: true}").event("bought"));
    stories.add(resting(rest, paused, "exit: [{event: {type: bought}}]").event("bought"));
    stories.add(resting(rest, paused, "timeout: PT20H").pass("PT20H"));
    stories.add(
        resting(rest, paused, "endsAt: 2025-06-03T00:00:00Z", "atEnd: eject").pass("PT20H"));
    Story stopped = resting(rest, paused, "priority: 1");
    stories.add(stopped.publish(Yaml.journey(rest.steps), STOPPED).event("take"));
    Story displaced = resting(rest, paused, "arbitration: {group: g}");
    displaced.publish(
        Yaml.named(
            "higher",
            1,
            "first: {end: {}}",
            "entry: {event: {type: higher}}",
            "priority: 99",
            "arbitration: {group: g}"),
        LIVE);
    stories.add(displaced.event("higher"));
    stories.add(resting(rest, paused).asked("again", new Order.Eject("j")));
    return stories;
  }

  static Story resting(Rest rest, boolean paused, String... more) {
    String journey = Yaml.journey(rest.steps, more);
    Story story = Story.of(TAKER, journey);
    if (!rest.policy.isEmpty()) {
      story.publish(policy(2, rest.policy), LIVE);
    }
    story.event("take").report(Status.SENT).event("start");
    if (paused) {
      story.publish(journey, PAUSED).pass("PT1M");
    }
    return story;
  }
}
