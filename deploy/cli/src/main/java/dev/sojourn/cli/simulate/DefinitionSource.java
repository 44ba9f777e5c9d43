package dev.sojourn.cli.simulate;

import dev.sojourn.cli.definition.DocumentVersion;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.ChannelLimits;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.simulator.history.DefinitionTimeline;
import dev.sojourn.simulator.statistics.Books;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The documents of a scenario: drafts, which are in effect all the time, over what is published.
 *
 * @param name for people
 * @param drafts take the place of published documents of their kind and name, at all times
 * @param live published, and in effect all the time, in the states that they have
 * @param history published, and in effect from their own log times on
 */
record DefinitionSource(
    String name, List<SourceDocument> drafts, List<Live> live, List<DefinitionRecord> history) {

  /** A published document, and the state of its live version. */
  record Live(DocumentVersion document, PublicationState state) {}

  private record Id(Kind kind, String name) {}

  /**
   * Compiles what is in effect from one moment to another, ms since the epoch.
   *
   * @param refused told of what is published and cannot be used
   */
  Scenario compile(long first, long last, DocumentParser parser, Consumer<String> refused) {
    long before = first - DefinitionHistory.DELAY - 1;
    List<DefinitionRecord> records = records(before);
    Set<String> told = new HashSet<>();
    DefinitionHistory definitions =
        new DefinitionHistory(
            parser,
            problem -> {
              if (told.add(problem.getMessage())) {
                refused.accept(problem.getMessage());
              }
            });
    records.forEach(definitions::add);
    return new Scenario(
        name,
        DefinitionTimeline.of(definitions, first, Math.max(first, last)),
        journeys(records, parser),
        limits(records, last),
        emitted(records, parser));
  }

  private List<DefinitionRecord> records(long before) {
    Set<Id> drafted = new HashSet<>();
    Set<String> versions = new HashSet<>();
    for (SourceDocument draft : drafts) {
      Document document = draft.document();
      drafted.add(new Id(document.kind(), document.name()));
      versions.add(key(document.kind(), document.name(), document.version()));
    }
    List<DefinitionRecord> records = new ArrayList<>();
    for (DefinitionRecord record : history) {
      boolean replaced =
          record instanceof DefinitionRecord.Pointer
              ? drafted.contains(new Id(record.kind(), record.name()))
              : versions.contains(key(record.kind(), record.name(), record.version()));
      if (!replaced) {
        records.add(record);
      }
    }
    Map<Id, Integer> newest = new HashMap<>();
    Map<Id, PublicationState> states = new HashMap<>();
    for (Live published : live) {
      DocumentVersion document = published.document();
      Id id = new Id(document.kind(), document.name());
      if (!versions.contains(key(id.kind(), id.name(), document.version()))) {
        records.add(version(id, document.version(), document.json(), before));
      }
      if (!drafted.contains(id)) {
        // Of several versions of a template the live one comes last.
        newest.put(id, document.version());
        states.put(id, published.state());
      }
    }
    for (SourceDocument draft : drafts) {
      Document document = draft.document();
      Id id = new Id(document.kind(), document.name());
      records.add(version(id, document.version(), draft.canonicalJson(), before));
      newest.merge(id, document.version(), Math::max);
    }
    newest.forEach(
        (id, version) ->
            records.add(
                new DefinitionRecord.Pointer(
                    id.kind(),
                    id.name(),
                    version,
                    states.getOrDefault(id, PublicationState.LIVE),
                    before)));
    records.sort(Comparator.comparingLong(DefinitionRecord::logTime));
    return records;
  }

  private static String key(Kind kind, String name, int version) {
    return kind + "/" + name + "/" + version;
  }

  private static DefinitionRecord version(Id id, int version, String json, long logTime) {
    return new DefinitionRecord.Version(id.kind(), id.name(), version, json, logTime);
  }

  private static Map<Books.Version, Journey> journeys(
      List<DefinitionRecord> records, DocumentParser parser) {
    Map<Books.Version, Journey> journeys = new TreeMap<>();
    for (DefinitionRecord record : records) {
      if (record.kind() == Kind.JOURNEY && record instanceof DefinitionRecord.Version version) {
        try {
          journeys.putIfAbsent(
              new Books.Version(record.name(), record.version()),
              (Journey) parser.parse(Kind.JOURNEY, version.json()));
        } catch (DefinitionException e) {
          // Told of where the timeline is made.
        }
      }
    }
    return journeys;
  }

  private static Set<String> emitted(List<DefinitionRecord> records, DocumentParser parser) {
    Set<String> types = new TreeSet<>();
    for (Journey journey : journeys(records, parser).values()) {
      for (Step step : journey.steps().values()) {
        if (step instanceof Step.Emit emit) {
          types.add(emit.type());
        }
      }
    }
    return types;
  }

  private static Map<String, ChannelLimits> limits(List<DefinitionRecord> records, long last) {
    Map<String, String> versions = new HashMap<>();
    Map<String, ChannelLimits> limits = new TreeMap<>();
    for (DefinitionRecord record : records) {
      if (record.kind() == Kind.CHANNEL && record instanceof DefinitionRecord.Version version) {
        versions.putIfAbsent(record.name() + "/" + record.version(), version.json());
      }
    }
    for (DefinitionRecord record : records) {
      if (record.kind() == Kind.CHANNEL
          && record instanceof DefinitionRecord.Pointer
          && record.logTime() + DefinitionHistory.DELAY <= last) {
        String json = versions.get(record.name() + "/" + record.version());
        if (json != null) {
          try {
            limits.put(record.name(), Documents.read(Kind.CHANNEL, json).channelLimits());
          } catch (DefinitionException e) {
            // As above.
          }
        }
      }
    }
    return limits;
  }
}
