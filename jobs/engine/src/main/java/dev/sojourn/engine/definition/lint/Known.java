package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.Schema;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All documents that are known, those that are looked at and those that are live: of each name the
 * newest of the former, else the last of the latter.
 */
final class Known {
  private final Map<Kind, Map<String, SourceDocument>> newest = new TreeMap<>();
  private final Map<String, Map<Integer, Template>> templates = new TreeMap<>();

  Known(Collection<SourceDocument> documents, Collection<SourceDocument> live) {
    for (Kind kind : Kind.values()) {
      newest.put(kind, new TreeMap<>());
    }
    live.forEach(source -> newest.get(kind(source)).put(source.document().name(), source));
    Map<Kind, TreeSet<String>> own = new TreeMap<>();
    for (SourceDocument source : documents) {
      boolean first =
          own.computeIfAbsent(kind(source), kind -> new TreeSet<>()).add(source.document().name());
      newest
          .get(kind(source))
          .merge(
              source.document().name(),
              source,
              (earlier, later) ->
                  first || later.document().version() > earlier.document().version()
                      ? later
                      : earlier);
    }
    live.forEach(this::noteTemplate);
    documents.forEach(this::noteTemplate);
  }

  private static Kind kind(SourceDocument source) {
    return source.document().kind();
  }

  private void noteTemplate(SourceDocument source) {
    if (source.document() instanceof Template template) {
      templates
          .computeIfAbsent(template.name(), name -> new TreeMap<>())
          .put(template.version(), template);
    }
  }

  private <D extends Document> List<D> all(Kind kind, Class<D> type) {
    return newest.get(kind).values().stream()
        .map(SourceDocument::document)
        .map(type::cast)
        .toList();
  }

  List<Journey> journeys() {
    return all(Kind.JOURNEY, Journey.class);
  }

  List<Migration> migrations() {
    return all(Kind.MIGRATION, Migration.class);
  }

  List<Schema> schemas() {
    return all(Kind.SCHEMA, Schema.class);
  }

  List<Channel> channels() {
    return all(Kind.CHANNEL, Channel.class);
  }

  Optional<ContactPolicy> policy(String name) {
    return Optional.ofNullable(newest.get(Kind.CONTACT_POLICY).get(name))
        .map(source -> (ContactPolicy) source.document());
  }

  /** A channel with all that its document says. */
  Optional<SourceDocument> channel(String name) {
    return Optional.ofNullable(newest.get(Kind.CHANNEL).get(name));
  }

  /** What consents and suppressions call a channel; empty if it is not known. */
  Optional<String> medium(String channel) {
    return channel(channel).map(source -> ((Channel) source.document()).medium());
  }

  /**
   * @param version 0 for the newest
   */
  Optional<Template> template(String name, int version) {
    return version > 0
        ? Optional.ofNullable(templates.getOrDefault(name, Map.of()).get(version))
        : Optional.ofNullable(newest.get(Kind.TEMPLATE).get(name))
            .map(source -> (Template) source.document());
  }
}
