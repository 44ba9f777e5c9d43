package dev.sojourn.engine.definition.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentSetTest {
  private static final String PARTS =
      """
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: email, version: 1}
      spec: {connector: {type: smtp}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: reminder, version: 1}
      spec: {parts: {text: hello}}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: marketing, version: 1}
      spec: {class: marketing}
      """;

  private static final String JOURNEY =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: j, version: 1}
      spec:
        entry: {event: {type: a}}
        policy: marketing
        start: remind
        steps:
          remind: {send: {channel: email, template: reminder, templateVersion: 1}}
      """;

  private static List<SourceDocument> read(String file, String yaml) {
    DocumentSource.Reading reading = DocumentSource.read(file, yaml);
    assertThat(reading.problems()).isEmpty();
    return reading.documents();
  }

  private static List<String> check(List<SourceDocument> documents, List<Document> live) {
    return DocumentSet.check(documents, live).stream().map(Problem::toString).toList();
  }

  private static String audience(String name, String rule) {
    return "apiVersion: sojourn/v1\nkind: Audience\nmetadata: {name: %s, version: 1}\nspec:\n  %s\n---\n"
        .formatted(name, rule);
  }

  @Test
  void documentsThatFitAreFine() {
    assertThat(check(read("all.yaml", PARTS + "---\n" + JOURNEY), List.of())).isEmpty();
  }

  @Test
  void whatIsLiveCounts() {
    List<Document> live = read("live.yaml", PARTS).stream().map(SourceDocument::document).toList();
    assertThat(check(read("j.yaml", JOURNEY), live)).isEmpty();
  }

  @Test
  void whatAJourneyNamesMustBeThere() {
    assertThat(check(read("j.yaml", JOURNEY), List.of()))
        .containsExactly(
            "j.yaml:6:11: spec.policy: there is no ContactPolicy 'marketing' (publish it together with this document)",
            "j.yaml:9:30: spec.steps.remind.send.channel: there is no Channel 'email' (publish it together with this document)",
            "j.yaml:9:47: spec.steps.remind.send.template: there is no Template 'reminder' (publish it together with this document)");
  }

  @Test
  void whatMayHaveBeenMeantIsSaid() {
    String misspelt =
        JOURNEY
            .replace("channel: email", "channel: emial")
            .replace("templateVersion: 1", "templateVersion: 2");
    assertThat(check(read("all.yaml", PARTS + "---\n" + misspelt), List.of()))
        .containsExactly(
            "all.yaml:24:30: spec.steps.remind.send.channel: there is no Channel 'emial' (did you mean 'email'?)",
            "all.yaml:24:74: spec.steps.remind.send.templateVersion: Template 'reminder' has no version 2 (known are [1]; leave it out for the live one)");
  }

  @Test
  void theSameVersionTwiceIsRefused() {
    assertThat(check(read("all.yaml", PARTS + "---\n" + PARTS), List.of()))
        .hasSize(3)
        .first()
        .isEqualTo(
            "all.yaml:18:18: metadata.name: Channel 'email' version 1 stands in all.yaml:1 too (remove one of them, or give it another name or version)");
  }

  @Test
  void audiencesMustExist_A8() {
    assertThat(
            check(
                read("a.yaml", audience("a", "any: [{audience: vip}, {not: {audience: b}}]")),
                List.of()))
        .containsExactly(
            "a.yaml:5:20: spec.any[0].audience: there is no Audience 'vip' (publish it together with this document)",
            "a.yaml:5:43: spec.any[1].not.audience: there is no Audience 'b' (did you mean 'a'?)");
  }

  @Test
  void circlesOfAudiencesAreRefused_A8() {
    String circle =
        audience("a", "audience: b")
            + audience("b", "not: {audience: c}")
            + audience("c", "all: [{audience: a}]");
    assertThat(check(read("a.yaml", circle), List.of()))
        .containsExactly(
            "a.yaml:5:13: spec.audience: audiences that use each other in a circle: a -> b -> c -> a (take one of them out of the circle)",
            "a.yaml:11:19: spec.not.audience: audiences that use each other in a circle: b -> c -> a -> b (take one of them out of the circle)",
            "a.yaml:17:20: spec.all[0].audience: audiences that use each other in a circle: c -> a -> b -> c (take one of them out of the circle)");
  }

  @Test
  void aCircleThroughWhatIsLiveIsRefused_A8() {
    List<Document> live =
        read("live.yaml", audience("a", "profile: 'true'") + audience("b", "audience: a")).stream()
            .map(SourceDocument::document)
            .toList();
    assertThat(
            check(
                read("a.yaml", audience("a", "audience: b").replace("version: 1", "version: 2")),
                live))
        .containsExactly(
            "a.yaml:5:13: spec.audience: audiences that use each other in a circle: a -> b -> a (take one of them out of the circle)");
    assertThat(check(read("a.yaml", audience("a", "audience: a")), List.of())).hasSize(1);
  }

  @Test
  void everythingThatAJourneyNamesMustExist() {
    String journey =
        """
        apiVersion: sojourn/v1
        kind: Journey
        metadata: {name: j, version: 1}
        spec:
          entry: {audience: {name: a1}}
          exclude: [a2]
          exit: [{audience: {name: a3}}]
          goal: {audience: {name: a4}}
          start: one
          steps:
            one: {await: {any: [{event: {type: x}}, {audience: {name: a5}}], for: P1D}, next: two}
            two: {await: {audience: {name: a6}, for: P1D}, next: three}
            three: {call: {channel: c1, template: t1}, next: four, failed: four}
            four: {jump: {journey: j1}}
        """;
    assertThat(check(read("j.yaml", journey), List.of()))
        .extracting(problem -> problem.replaceFirst("j.yaml:", "").replaceFirst(" \\(.*", ""))
        .containsExactly(
            "5:28: spec.entry.audience.name: there is no Audience 'a1'",
            "6:13: spec.exclude[0]: there is no Audience 'a2'",
            "7:28: spec.exit[0].audience.name: there is no Audience 'a3'",
            "8:27: spec.goal.audience.name: there is no Audience 'a4'",
            "11:63: spec.steps.one.await.any[1].audience.name: there is no Audience 'a5'",
            "12:36: spec.steps.two.await.audience.name: there is no Audience 'a6'",
            "13:29: spec.steps.three.call.channel: there is no Channel 'c1'",
            "13:43: spec.steps.three.call.template: there is no Template 't1'",
            "14:28: spec.steps.four.jump.journey: there is no Journey 'j1'");
  }

  private static String versioned(int version, String steps) {
    return """
    apiVersion: sojourn/v1
    kind: Journey
    metadata: {name: j, version: %d}
    spec:
      entry: {event: {type: a}}
      policy: marketing
      start: one
      steps: %s
    """
        .formatted(version, steps);
  }

  private static final String OLD =
      versioned(
          1,
          "{one: {wait: {for: P1D}, next: two}, two: {branch: [{when: \"true\", next: call}], else: call},"
              + " call: {call: {channel: email, template: reminder}, next: talk}, talk: {await: {event: {type: b}}, next: mail},"
              + " mail: {send: {channel: email, template: reminder}}}");

  private static final String NEW =
      versioned(
          2,
          "{one: {wait: {for: P2D}, next: talk}, talk: {send: {channel: email, template: reminder}}}");

  private static String migration(String name, String spec) {
    return """
    apiVersion: sojourn/v1
    kind: Migration
    metadata: {name: %s, version: 1}
    spec:
      journey: j
      %s
    """
        .formatted(name, spec.replace("\n", "\n  "));
  }

  private static List<String> migrating(String spec, String... live) {
    List<Document> known = new java.util.ArrayList<>();
    for (String text : live) {
      read("live.yaml", text).forEach(source -> known.add(source.document()));
    }
    return check(read("all.yaml", migration("m", spec)), known);
  }

  @Test
  void everyStepAtWhichSomebodyCanBeHasToLeadSomewhere_V4() {
    assertThat(migrating("from: 1\nto: 2", PARTS, OLD, NEW))
        .containsExactlyInAnyOrder(
            "all.yaml:5:3: spec.steps.call: step 'call' of version 1 is not in version 2, and somebody may be at it (say where they go: call: {step: …}, or exit)",
            "all.yaml:5:3: spec.steps.talk: step 'talk' is another kind of step in version 2 than in version 1, so nobody can stay at it (say talk: {step: talk} to let them begin it, or exit)",
            "all.yaml:5:3: spec.steps.mail: step 'mail' of version 1 is not in version 2, and somebody may be at it (say where they go: mail: {step: …}, or exit)");
    assertThat(
            migrating(
                "from: 1\nto: 2\nsteps: {call: exit, talk: {step: talk}, mail: {step: talk}}",
                PARTS,
                OLD,
                NEW))
        .isEmpty();
  }

  @Test
  void whatAMigrationNamesMustBeThere_V4() {
    assertThat(
            migrating(
                "from: 1\nto: 2\nsteps:\n  cal: exit\n  call: stay\n  talk: {step: tlk}\n  mail: exit",
                PARTS,
                OLD,
                NEW))
        .containsExactly(
            "all.yaml:9:10: spec.steps.cal: there is no step 'cal' in version 1 (did you mean 'call'?)",
            "all.yaml:10:11: spec.steps.call: nobody can stay at 'call', which is not in version 2 (say {step: …}, or exit)",
            "all.yaml:11:11: spec.steps.talk: there is no step 'tlk' in version 2 (did you mean 'talk'?)");
    assertThat(migrating("from: 1\nto: 2"))
        .containsExactly(
            "all.yaml:5:12: spec.journey: there is no Journey 'j' (publish it together with this document)");
    // A version that is not at hand may be published somewhere.
    assertThat(migrating("from: 1\nto: 2", PARTS, NEW)).isEmpty();
  }
}
