package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.life.LifeArc;
import dev.sojourn.engine.life.LifeTable;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The life of an instance is a table: no transition that is not in it happens, which every story
 * sees to, and each that is in it happens in one of these.
 */
class InstanceLifeTest {
  private static final String SEND = "send: {channel: email, template: hello}";
  private static final String CALL = "first: {call: {channel: email, template: hello, for: PT10M}";
  private static final String DEEP = "{await: {event: {type: go}}, next: first}\n";
  private static final String END = "\nsecond: {end: {}}\nother: {end: {}}";

  @Test
  @Tag("long")
  void everyTransitionIsTaken() {
    List<Story> stories = new ArrayList<>();
    stories.addAll(LifeScenarios.sends());
    stories.addAll(LifeScenarios.outside());
    stories.addAll(MoveScenarios.all());
    stories.addAll(comingIn());
    stories.addAll(waits());
    stories.addAll(choices());
    stories.addAll(calls());
    stories.addAll(actions());
    stories.addAll(jumps());
    stories.addAll(beforeTheirTurn());

    Set<LifeArc> never = new java.util.LinkedHashSet<>(LifeTable.arcs());
    stories.forEach(story -> never.removeAll(story.life()));
    never.removeAll(LifeFaults.life());

    assertThat(never.stream().map(LifeArc::toString).collect(Collectors.joining("\n"))).isEmpty();
  }

  @Test
  void everyStateCanBeComeToAndLeft() {
    Set<String> entered = new TreeSet<>();
    Set<String> left = new TreeSet<>();
    for (LifeArc arc : LifeTable.arcs()) {
      if (arc.from() != arc.to()) {
        entered.add(arc.to().name());
        left.add(arc.from().name());
      }
    }
    assertThat(entered).hasSize(dev.sojourn.engine.life.LifeState.values().length - 1);
    assertThat(left).doesNotContain("ENDED").hasSize(entered.size());
  }

  private static Story started(String steps, String... more) {
    return Story.of(Yaml.journey(steps + END, more)).event("start");
  }

  /** A journey that refuses everybody for one reason, to be entered by an event and by a jump. */
  private static List<Story> comingIn() {
    List<Story> stories = new ArrayList<>();
    for (Refusing refusing : Refusing.values()) {
      stories.add(refusing.story().event("enter"));
    }
    return stories;
  }

  private static List<Story> waits() {
    String reaction = ", next: second, timeout: other}";
    String mail = "first: {" + SEND + ", next: r}\n";
    String report = "r: {await: {report: {of: first, status: [clicked]}, for: P1D}, next: second";
    String outcome =
        mail.replace("hello", "hello, awaitOutcome: true").replace("r}", "second, failed: other}");
    String out = "first: {update: {consents: {email: out}}, next: m}\nm: {" + SEND + ", next: r}\n";
    String reportOut = report.replace("of: first", "of: m");
    return List.of(
        started("first: {wait: {for: PT1M}, next: second}").pass("PT1M"),
        started("first: {wait: {until: \"timestamp('2020-01-01T00:00:00Z')\"}, next: second}"),
        started("first: {wait: {until: profile.moment}, next: second}"),
        started("first: {wait: {until: profile.name}, next: second}"),
        started("first: {await: {event: {type: go}, for: P1D}" + reaction).event("go"),
        started("first: {await: {event: {type: go}, for: P1D}" + reaction).pass("P1D"),
        started(
                "first: {wait: {for: PT1M}, next: a}\n"
                    + "a: {await: {event: {type: go}, for: P1D, lookback: {since: entry}}, next: second}")
            .event("go")
            .pass("PT1M"),
        started(outcome).report(Status.SENT),
        started(outcome).report(Status.FAILED),
        started(mail + report + ", notSent: other}").report(Status.FAILED),
        started(mail + report + ", timeout: other}").report(Status.FAILED),
        started(out + reportOut + ", notSent: other}"),
        started(out + reportOut + ", timeout: other}"));
  }

  private static List<Story> choices() {
    String broken =
        "{when: \"profile.name == 'Alice' && 1 / int(profile.zero) > 0\", next: second}";
    String side = "{name: a, share: 50, next: second}";
    return List.of(
        started(
            "first: {branch: [{when: \"profile.name == 'Alice'\", next: second}], else: other}"),
        started("first: {branch: [{when: \"profile.name == 'Bob'\", next: second}], else: other}"),
        withZero("first: {branch: [" + broken + "], else: other, failed: second}"),
        withZero("first: {branch: [" + broken + "], else: other}"),
        started("first: {split: {sides: [" + side + ", {name: b, share: 50, next: other}]}}"),
        started(
            "first: {experiment: {sides: [" + side + "], control: {share: 50, next: second}}}"));
  }

  private static Story withZero(String steps) {
    return Story.of(Yaml.journey(steps + END)).update(Map.of("zero", 0L), Map.of()).event("start");
  }

  private static List<Story> calls() {
    List<Story> stories = new ArrayList<>();
    for (String edges : List.of("}", ", next: second, failed: other}", ", timeout: other}")) {
      stories.add(started(CALL + edges).answer(Map.of("tier", "gold")));
      stories.add(started(CALL + edges).report(Status.FAILED));
      stories.add(started(CALL + edges).report(Status.DRY));
      stories.add(started(CALL + edges).report(Status.IN_DOUBT));
      stories.add(started(CALL + edges).answer(Map.of("tier", "x".repeat(300_000))));
      stories.add(started(CALL + edges).pass("PT10M"));
      for (boolean held : List.of(false, true)) {
        LifeScenarios.unableToAsk()
            .forEach(change -> stories.add(asking(CALL + edges, held, change)));
      }
      for (String more : List.of("whenPaused: hold", "whenPaused: skip")) {
        String journey = Yaml.journey("w: " + DEEP + CALL + edges + END, "start: w", more);
        Story story = Story.of(journey).event("start");
        stories.add(story.publish(journey, PublicationState.PAUSED).event("go"));
      }
    }
    return stories;
  }

  private static Story asking(
      String call, boolean held, java.util.function.Consumer<Story> change) {
    String journey = Yaml.journey("w: " + DEEP + call + END, "start: w");
    Story story = Story.of(journey).event("start");
    if (held) {
      story.publish(journey, PublicationState.PAUSED).event("go");
    }
    change.accept(story);
    story.publish(journey, PublicationState.LIVE);
    return held ? story.pass("PT10M") : story.event("go");
  }

  private static List<Story> actions() {
    String exit = "exit: [{when: profile.vip == true}]";
    String vip = "first: {update: {attributes: {vip: \"true\"}}, next: then}\n";
    String broken = "\"1 / int(profile.zero)\"";
    String growing = "profile.text + profile.text";
    List<Story> stories = new ArrayList<>();
    stories.add(started("first: {update: {attributes: {a: \"1\"}}, next: second}"));
    stories.add(started("first: {emit: {type: told, properties: {a: \"1\"}}, next: second}"));
    stories.add(withZero("first: {update: {attributes: {a: " + broken + "}}}"));
    stories.add(withZero("first: {emit: {type: told, properties: {a: " + broken + "}}}"));
    stories.add(withZero("first: {jump: {journey: j, context: {a: " + broken + "}}}"));
    stories.add(withText("first: {update: {attributes: {a: " + growing + "}}}"));
    stories.add(withText("first: {emit: {type: told, properties: {a: " + growing + "}}}"));
    stories.add(withText("first: {jump: {journey: j, context: {a: " + growing + "}}}"));
    Story circle = started("first: {emit: {type: start}}");
    stories.add(circle.echo());
    stories.add(started("first: {jump: {journey: j, end: true}}"));
    String later = "w: " + DEEP + vip;
    stories.add(started(later + "then: {" + SEND + "}", exit, "start: w").event("go"));
    stories.add(started(later + CALL.replace("first", "then") + "}", exit, "start: w").event("go"));
    return stories;
  }

  private static Story withText(String steps) {
    return Story.of(Yaml.journey(steps + END))
        .update(Map.of("text", "x".repeat(40_000)), Map.of())
        .event("start");
  }

  private static List<Story> jumps() {
    List<Story> stories = new ArrayList<>();
    String jump = "first: {jump: {journey: k}, next: second";
    for (String edges : List.of("}", ", failed: other}")) {
      for (Refusing refusing : Refusing.values()) {
        Story story = refusing.story().publish(Yaml.journey(jump + edges + END), LIVE);
        stories.add(story.event("start"));
      }
      String keyed = jump.replace("journey: k", "journey: k, key: profile.none") + edges + END;
      stories.add(Story.of(target(), Yaml.journey(keyed)).event("start"));
      stories.add(Story.of(target(), Yaml.journey(jump + edges + END)).event("start"));
      stories.add(LifeScenarios.crowded(Yaml.journey(jump + edges + END), target()));
    }
    String group = "arbitration: {group: g}";
    stories.add(
        Story.of(Yaml.journey(jump + "}" + END, group), target("priority: 90", group))
            .event("start"));
    return stories;
  }

  private static final PublicationState LIVE = PublicationState.LIVE;

  private static String target(String... more) {
    String[] spec = java.util.Arrays.copyOf(more, more.length + 1);
    spec[more.length] = "entry: {event: {type: enter}}";
    return Yaml.named("k", 1, "first: {wait: {for: P1D}}", spec);
  }

  /** A journey k that refuses for one reason. */
  private enum Refusing {
    PAUSED("priority: 0", PublicationState.PAUSED),
    NOT_LIVE("priority: 0", PublicationState.CLOSED),
    OUTSIDE_DATES("startsAt: 2030-01-01T00:00:00Z", LIVE),
    ALREADY_INSIDE("priority: 0", LIVE),
    REENTRY("reentry: never\ntimeout: PT1M", LIVE),
    EXCLUDED("exclude: [everybody]", LIVE),
    HOLDOUT("holdout: {percent: 99.99, salt: all}", LIVE),
    CAP_REACHED("caps: [{count: 1, per: P1D}]\ntimeout: PT1M", LIVE),
    LOWER_PRIORITY("priority: 1\narbitration: {group: g}", LIVE);

    private final String spec;
    private final PublicationState state;

    Refusing(String spec, PublicationState state) {
      this.spec = spec;
      this.state = state;
    }

    Story story() {
      Story story =
          Story.of(
              Yaml.audience("everybody", 1, "profile: \"profile.name == 'Alice'\""),
              Yaml.named(
                  "inside",
                  1,
                  "first: {wait: {for: P9D}}",
                  "priority: 50",
                  "arbitration: {group: g}",
                  "entry: {event: {type: inside}}"));
      story.event("inside").publish(target(spec.split("\n")), state);
      boolean before = this == ALREADY_INSIDE || this == REENTRY || this == CAP_REACHED;
      return before ? story.event("enter").pass("PT2M") : story;
    }
  }

  /** Under caps, a send waits for the end of the moment; much can happen until then (P7). */
  private static List<Story> beforeTheirTurn() {
    String capped = "{class: marketing, caps: [{count: 9, per: P1D}]}";
    String quiet = Yaml.audience("quiet", 1, "absent: {type: start, for: PT1H}");
    String later = "first: {await: {audience: {name: quiet}}, next: s}\ns: {" + SEND + "}";
    String vips = Yaml.audience("vips", 1, "profile: \"profile.vip == true\"");
    String makesVip =
        Yaml.named(
            "k",
            1,
            "first: {update: {attributes: {vip: \"true\"}}}",
            "entry: {audience: {name: quiet}}");
    String displaces =
        Yaml.named("k", 1, "first: {jump: {journey: l}}", "entry: {audience: {name: quiet}}");
    String higher =
        Yaml.named(
            "l",
            1,
            "first: {end: {}}",
            "entry: {request: {}}",
            "priority: 90",
            "arbitration: {group: g}");
    List<Story> stories = new ArrayList<>();
    for (String[] documents :
        new String[][] {
          {Yaml.journey(later, "timeout: PT1H")},
          {Yaml.journey(later, "endsAt: 2025-06-02T13:00:00Z", "atEnd: eject")},
          {Yaml.journey(later, "goal: {audience: {name: vips}}"), vips, makesVip},
          {Yaml.journey(later, "goal: {audience: {name: vips}, exit: true}"), vips, makesVip},
          {Yaml.journey(later, "exit: [{audience: {name: vips}}]"), vips, makesVip},
          {Yaml.journey(later, "arbitration: {group: g}"), displaces, higher}
        }) {
      Story story = Story.of(quiet).publish(Yaml.policy("marketing", 2, capped), LIVE);
      for (String document : documents) {
        story.publish(document, LIVE);
      }
      stories.add(story.event("start").pass("PT1H"));
    }
    String loop =
        "first: {update: {attributes: {a: \"1\"}}, next: b}\n"
            + "b: {branch: [{when: \"profile.a == 1\", next: j}], else: j}\nj: {jump: {journey: j, end: true}}";
    stories.add(started(loop));
    return stories;
  }
}
