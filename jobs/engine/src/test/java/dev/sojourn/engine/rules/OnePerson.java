package dev.sojourn.engine.rules;

import dev.sojourn.engine.Engine;
import dev.sojourn.engine.MemoryStore;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.ProfileUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One person after the other under the same documents, which are compiled once: for tests of many
 * short lives. Whoever comes has a mail address and has consented to mail.
 */
final class OnePerson {
  private final Engine engine = new Engine();
  private final DefinitionHistory history =
      new DefinitionHistory(
          new Documents(),
          refused -> {
            throw refused;
          });
  private MemoryStore store = new MemoryStore();
  private String name = "alice";

  OnePerson(String... documents) {
    List<String> all = new ArrayList<>(List.of(documents));
    all.add(0, Story.BASICS);
    for (String text : all) {
      DocumentSource.Reading reading = DocumentSource.read("documents.yaml", text);
      if (!reading.problems().isEmpty()) {
        throw new AssertionError(reading.problems().toString());
      }
      for (SourceDocument parsed : reading.documents()) {
        history.add(
            new DefinitionRecord.Version(
                parsed.document().kind(),
                parsed.document().name(),
                parsed.document().version(),
                parsed.canonicalJson(),
                0));
        history.add(
            new DefinitionRecord.Pointer(
                parsed.document().kind(),
                parsed.document().name(),
                parsed.document().version(),
                PublicationState.LIVE,
                0));
      }
    }
  }

  OnePerson named(String profile) {
    name = profile;
    return this;
  }

  /** What an event {@code start} does to one who was not known before. */
  List<Effect> event(Map<String, Object> attributes, long at, Object... properties) {
    update(attributes, at);
    return handle("start", at, at, properties);
  }

  /** A new life: begins with an update. */
  List<Effect> update(Map<String, Object> attributes, long at) {
    store = new MemoryStore();
    Map<String, Object> all = new HashMap<>(attributes);
    all.put("email", "alice@example.com");
    List<Effect> effects = new ArrayList<>();
    engine.handle(
        store,
        name,
        new ProfileUpdate("update-1", at, all, Map.of("email", "in"), Map.of()),
        at,
        history,
        effects::add);
    return effects;
  }

  List<Effect> handle(String type, long occurredAt, long at, Object... properties) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put((String) properties[i], properties[i + 1]);
    }
    List<Effect> effects = new ArrayList<>();
    engine.handle(
        store,
        name,
        CustomerEvent.of(type, type + at + "/" + occurredAt, occurredAt, map),
        at,
        history,
        effects::add);
    return effects;
  }

  /** What the passing of time does. */
  List<Effect> lasting(long until) {
    List<Effect> effects = new ArrayList<>();
    engine.wake(store, name, until, history, effects::add);
    return effects;
  }
}
