package dev.sojourn.benchmark.crowd;

import java.time.Instant;
import java.util.List;

/** What is live while a crowd is measured, and what is published in the course of it, as YAML. */
final class CrowdDefinitions {
  static final String TOUCHED = "crowd-touched";
  static final String SWEPT = "crowd-swept";
  static final String READ = "crowd-read";
  static final String MOVED = "crowd-moved";
  static final String PUBLISHED = "crowd-published";
  static final String WAITS = "crowd-waits";
  static final String BURST = "crowd-burst";
  static final String MIGRATION = "crowd-to-2";

  /** The attributes {@code part} go from 0 to one less than this. */
  static final int PARTS = 100;

  /** Of {@link #PARTS}, how many come into the audience of the sweep. */
  static final int SWEPT_PARTS = 50;

  /** Of {@link #PARTS}, how many wait at the first of the two steps at which one can be moved. */
  static final int SHORT_PARTS = 30;

  private CrowdDefinitions() {}

  /**
   * What is there from the beginning.
   *
   * @param readers how many people the scheduled read concerns
   */
  static String before(int readers) {
    return all(
        document(
            "Channel",
            "app",
            1,
            """
            medium: push
            address: profile.id
            format: any
            connector: {type: webhook, url: "http://localhost:1/"}
            """),
        document(
            "Template", "note", 1, "parts: {body: '{\"name\": {{json profile.firstName}} }'}\n"),
        document("ContactPolicy", "service", 1, "class: transactional\n"),
        // Each event turns it: the sides alternate.
        document(
            "Audience",
            TOUCHED,
            1,
            "events: {type: crowd.touched, last: event.side, is: {equals: a}}\n"),
        document(
            "Audience", "crowd-readers", 1, "profile: \"profile.n < %d\"\n".formatted(readers)),
        waiting(WAITS),
        waiting(BURST),
        moved(1));
  }

  private static String waiting(String name) {
    return document(
        "Journey",
        name,
        1,
        """
        entry: {event: {type: %s}}
        start: later
        steps:
          later: {wait: {until: "timestamp(journey.event.until)"}, next: done}
          done: {end: {}}
        """
            .formatted(entry(name)));
  }

  /** The type of the events by which people come into a journey. */
  static String entry(String journey) {
    return journey + ".entered";
  }

  /** The audience by which everybody is swept. */
  static String swept() {
    return document(
        "Audience", SWEPT, 1, "profile: \"profile.part < %d\"\n".formatted(SWEPT_PARTS));
  }

  /** The journey into which people are read. */
  static String read(Instant at, int pace) {
    return document(
        "Journey",
        READ,
        1,
        """
        entry: {schedule: {at: "%s", audience: crowd-readers, pace: %d}}
        policy: service
        start: write
        steps:
          write: {send: {channel: app, template: note}, next: done}
          done: {end: {}}
        """
            .formatted(at, pace));
  }

  /**
   * The journey in which people are moved; in version 1 they rest at {@code short} and {@code
   * long}, in version 2 at {@code short} and {@code longer}.
   */
  static String moved(int version) {
    return document(
        "Journey",
        MOVED,
        version,
        """
        entry: {event: {type: %s}}
        start: which
        steps:
          which: {branch: [{when: "profile.part < %d", next: short}], else: %s}
          short: {wait: {for: P30D}, next: done}
          %s: {wait: {for: P60D}, next: done}
          done: {end: {}}
        """
            .formatted(entry(MOVED), SHORT_PARTS, last(version), last(version)));
  }

  /** The second step at which people rest. */
  static String last(int version) {
    return version == 1 ? "long" : "longer";
  }

  /** Moves everybody from version 1 to version 2; each version of it says the same. */
  static String migration(int version, int pace) {
    return migration(MIGRATION, version, 1, 2, pace);
  }

  /** The way back; only to see with its preview who is where. */
  static String migrationBack() {
    return migration("crowd-to-1", 1, 2, 1, 1);
  }

  private static String migration(String name, int version, int from, int to, int pace) {
    return document(
        "Migration",
        name,
        version,
        """
        journey: %s
        from: %d
        to: %d
        steps: {%s: {step: %s}}
        pace: %d
        """
            .formatted(MOVED, from, to, last(from), last(to), pace));
  }

  /** A journey that writes at once to a tenth of those who do something. */
  static String published(int version) {
    return document(
        "Journey",
        PUBLISHED,
        version,
        """
        entry: {event: {type: %s, when: "event.tenth == 0"}}
        policy: service
        start: write
        steps:
          write: {send: {channel: app, template: note}, next: done}
          done: {end: {}}
        """
            .formatted(entry(PUBLISHED)));
  }

  private static String all(String... documents) {
    return String.join("---\n", List.of(documents));
  }

  private static String document(String kind, String name, int version, String spec) {
    return """
        apiVersion: sojourn/v1
        kind: %s
        metadata: {name: %s, version: %d}
        spec:
        %s"""
        .formatted(kind, name, version, spec.indent(2));
  }
}
