package dev.sojourn.engine.rules;

import dev.sojourn.engine.Engine;
import dev.sojourn.engine.MemoryStore;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.life.LifeArc;
import dev.sojourn.engine.life.LifeRecorder;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.signal.ProfileUpdate;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What happens to one person under some documents, told step by step. Begins at noon of Monday, 2
 * June 2025, UTC; the person has a mail address and has consented to mail.
 */
final class Story {
  static final long START = OffsetDateTime.parse("2025-06-02T12:00:00Z").toInstant().toEpochMilli();

  /** A channel, a template and two policies that most stories need. */
  static final String BASICS =
      """
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: email, version: 1}
      spec: {medium: email, connector: {type: smtp, host: localhost, port: 25, from: shop@example.com}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: hello, version: 1}
      spec: {parts: {subject: "Hello {{profile.name}}", text: "{{journey.event.item}} {{journey.key}}"}}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: marketing, version: 1}
      spec: {class: marketing}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: transactional, version: 1}
      spec: {class: transactional}
      """;

  private final Engine engine = new Engine();
  private final MemoryStore store = new MemoryStore();
  private final DefinitionHistory history =
      new DefinitionHistory(
          new Documents(),
          refused -> {
            throw refused;
          });
  private final List<Effect> effects = new ArrayList<>();
  private final LifeRecorder life = new LifeRecorder(history);
  private final String profile;
  private long now = START;
  private int signals;
  private int echoed;

  private Story(String profile) {
    this.profile = profile;
  }

  /** A person who can be written to, under these documents and the basics. */
  static Story of(String... documents) {
    return of("alice", documents);
  }

  static Story of(String profile, String[] documents) {
    Story story = new Story(profile);
    story.publish(BASICS, PublicationState.LIVE);
    for (String text : documents) {
      story.publish(text, PublicationState.LIVE);
    }
    story.update(Map.of("email", "alice@example.com", "name", "Alice"), Map.of("email", "in"));
    return story;
  }

  /** Whatever the story is about, it must be in the table of an instance's life. */
  private void add(Effect effect) {
    effects.add(effect);
    life.accept(effect);
  }

  /** The transitions that were taken. */
  Set<LifeArc> life() {
    return life.seen();
  }

  /** A person of whom nothing was ever heard. */
  static Story unknown(String... documents) {
    Story story = new Story("nobody");
    for (String text : documents) {
      story.publish(text, PublicationState.LIVE);
    }
    return story;
  }

  /** Publishes documents so that they are in effect from now on. */
  Story publish(String documents, PublicationState state) {
    DocumentSource.Reading result = DocumentSource.read("story.yaml", documents);
    if (!result.problems().isEmpty()) {
      throw new AssertionError(result.problems().toString());
    }
    for (SourceDocument parsed : result.documents()) {
      Document document = parsed.document();
      long logTime = now - DefinitionHistory.DELAY;
      history.add(
          new DefinitionRecord.Version(
              document.kind(),
              document.name(),
              document.version(),
              parsed.canonicalJson(),
              logTime));
      history.add(
          new DefinitionRecord.Pointer(
              document.kind(), document.name(), document.version(), state, logTime));
    }
    return this;
  }

  Story event(String type, Object... properties) {
    return eventWithId("event-" + ++signals, type, 0, properties);
  }

  /** An event with an id of its own, that occurred some time ago. */
  Story eventWithId(String id, String type, long agoMillis, Object... properties) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put((String) properties[i], properties[i + 1]);
    }
    engine.handle(
        store, profile, CustomerEvent.of(type, id, now - agoMillis, map), now, history, this::add);
    return this;
  }

  Story update(Map<String, Object> attributes, Map<String, String> consents) {
    ProfileUpdate update =
        new ProfileUpdate("update-" + ++signals, now, attributes, consents, Map.of());
    engine.handle(store, profile, update, now, history, this::add);
    return this;
  }

  Story suppress(String medium, boolean suppressed) {
    ProfileUpdate update =
        new ProfileUpdate(
            "update-" + ++signals, now, Map.of(), Map.of(), Map.of(medium, suppressed));
    engine.handle(store, profile, update, now, history, this::add);
    return this;
  }

  Story request(String journey, String key, Map<String, Object> context) {
    EntryRequest request = new EntryRequest("request-" + ++signals, journey, now, key, context);
    engine.handle(store, profile, request, now, history, this::add);
    return this;
  }

  /** Comes to this person in a run over many. */
  Story asked(String run, Order order) {
    return asked(new Command(run, run, order.kind(), order.arguments()));
  }

  /** A command that is logged now. */
  Story asked(Command command) {
    engine.handle(store, profile, command, now, history, this::add);
    return this;
  }

  /** What the directory knows of this person: by index and stay, the step. */
  Map<String, String> listings() {
    Map<String, String> listings = new TreeMap<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Listing listing) {
        String place = listing.index() + " " + listing.entry();
        if (listing.present()) {
          listings.put(place, listing.step());
        } else {
          listings.remove(place);
        }
      }
    }
    return listings;
  }

  /** A report on the latest request. */
  Story report(DeliveryReport.Status status) {
    return report(sends().get(sends().size() - 1), status, "");
  }

  Story report(Effect.MessageRequest request, DeliveryReport.Status status, String code) {
    return report(request, status, code, now);
  }

  /** A person says, by way of a message, that they want no more of a topic. */
  Story unsubscribe(Effect.MessageRequest request, String topic) {
    DeliveryReport report =
        new DeliveryReport(
            request.id(),
            DeliveryReport.Status.UNSUBSCRIBED,
            now,
            request.channel(),
            "",
            Map.of(),
            topic);
    engine.handle(store, profile, report, now, history, this::add);
    return this;
  }

  /**
   * @param at when it happened, by the reporter's clock
   */
  Story report(Effect.MessageRequest request, DeliveryReport.Status status, String code, long at) {
    DeliveryReport report =
        new DeliveryReport(request.id(), status, at, request.channel(), code, Map.of());
    engine.handle(store, profile, report, now, history, this::add);
    return this;
  }

  /** The answer of an outside system to the latest request (S9). */
  Story answer(Map<String, Object> answer) {
    Effect.MessageRequest request = sends().get(sends().size() - 1);
    DeliveryReport report =
        new DeliveryReport(request.id(), Status.SENT, now, request.channel(), "", answer);
    engine.handle(store, profile, report, now, history, this::add);
    return this;
  }

  /** Brings the events that steps have emitted since the last call back, as the log does. */
  Story echo() {
    List<Effect.EmittedEvent> emitted = emitted();
    while (echoed < emitted.size()) {
      Effect.EmittedEvent event = emitted.get(echoed++);
      engine.handle(
          store,
          profile,
          new CustomerEvent(
              event.type(),
              event.id(),
              event.occurredAt(),
              event.hops(),
              SlotLayout.EMPTY,
              new Object[0],
              event::properties),
          now,
          history,
          this::add);
      emitted = emitted();
    }
    return this;
  }

  /** The events that steps have emitted. */
  List<Effect.EmittedEvent> emitted() {
    return effects.stream()
        .filter(Effect.EmittedEvent.class::isInstance)
        .map(Effect.EmittedEvent.class::cast)
        .toList();
  }

  /** {@code journey: reason} of each step record of a kind. */
  List<String> told(Kind kind) {
    return steps(kind).stream().map(step -> step.journey() + ": " + step.reason()).toList();
  }

  /** Lets time pass, with nothing logged for this person. */
  Story pass(String duration) {
    now += Duration.parse(duration).toMillis();
    engine.wake(store, profile, now, history, this::add);
    return this;
  }

  /** Lets time pass without a timer being called, as while the job is down. */
  Story passUnnoticed(String duration) {
    now += Duration.parse(duration).toMillis();
    return this;
  }

  /** Lets time pass until a moment. */
  Story passUntil(String moment) {
    return pass(
        Duration.between(Instant.ofEpochMilli(now), OffsetDateTime.parse(moment)).toString());
  }

  List<Effect.MessageRequest> sends() {
    return effects.stream()
        .filter(Effect.MessageRequest.class::isInstance)
        .map(Effect.MessageRequest.class::cast)
        .toList();
  }

  /** The ids of the steps that sent, each with the time since the beginning. */
  List<String> sent() {
    return sends().stream()
        .map(send -> send.step() + " after " + Duration.ofMillis(send.requestedAt() - START))
        .toList();
  }

  /** {@code journey after time} of each send. */
  List<String> senders() {
    return sends().stream()
        .map(send -> send.journey() + " after " + Duration.ofMillis(send.requestedAt() - START))
        .toList();
  }

  /** {@code journey: reason until time} of each hold told of. */
  List<String> held() {
    return steps(Kind.HELD).stream()
        .map(
            step ->
                step.journey()
                    + ": "
                    + step.reason()
                    + (step.until() < 0 ? "" : " until " + Duration.ofMillis(step.until() - START)))
        .toList();
  }

  List<Effect.Recall> recalls() {
    return effects.stream()
        .filter(Effect.Recall.class::isInstance)
        .map(Effect.Recall.class::cast)
        .toList();
  }

  List<Effect.StepRecord> steps(Kind kind) {
    return effects.stream()
        .filter(Effect.StepRecord.class::isInstance)
        .map(Effect.StepRecord.class::cast)
        .filter(step -> step.kind() == kind)
        .toList();
  }

  /** {@code journey: reason} of each instance ended. */
  List<String> ended() {
    return steps(Kind.ENDED).stream().map(step -> step.journey() + ": " + step.reason()).toList();
  }

  /** {@code journey: reason} of each entry refused and told of. */
  List<String> refused() {
    return steps(Kind.ENTRY_REFUSED).stream()
        .map(step -> step.journey() + ": " + step.reason())
        .toList();
  }

  /** Reasons of sends that were not made. */
  List<String> notSent() {
    return steps(Kind.NOT_SENT).stream().map(Effect.StepRecord::reason).toList();
  }

  List<Effect.AudienceChange> audienceChanges() {
    return effects.stream()
        .filter(Effect.AudienceChange.class::isInstance)
        .map(Effect.AudienceChange.class::cast)
        .toList();
  }

  /** {@code +name} or {@code -name}, each with the time since the beginning. */
  List<String> memberships() {
    return audienceChanges().stream()
        .map(
            change ->
                (change.entered() ? "+" : "-")
                    + change.audience()
                    + " after "
                    + Duration.ofMillis(change.at() - START))
        .toList();
  }

  /** Codes of what could not be used. */
  List<String> rejected() {
    return effects.stream()
        .filter(Effect.Rejected.class::isInstance)
        .map(effect -> ((Effect.Rejected) effect).code().code())
        .toList();
  }

  /** How often something was counted. */
  long counted(String what) {
    return effects.stream()
        .filter(Effect.Counted.class::isInstance)
        .map(Effect.Counted.class::cast)
        .filter(counted -> counted.what().equals(what))
        .mapToInt(Effect.Counted::times)
        .sum();
  }

  List<Effect> effects() {
    return effects;
  }

  long now() {
    return now;
  }

  MemoryStore store() {
    return store;
  }

  ProfileState state() {
    return ProfileStateFormat.read(store.hot());
  }
}
