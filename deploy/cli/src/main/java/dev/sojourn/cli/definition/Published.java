package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What lies on the definitions topic. */
public final class Published {
  private final Map<DocumentName, NavigableMap<Integer, String>> versions = new TreeMap<>();
  private final Map<DocumentName, Live> live = new TreeMap<>();
  private final Map<DocumentName, Live> trials = new TreeMap<>();

  /** Which version of a document is live, and its state. */
  public record Live(int version, PublicationState state) {}

  /** Takes in a version's record. The first one of a version counts, as it does for the jobs. */
  public void add(DocumentName name, int version, String json) {
    versions.computeIfAbsent(name, n -> new TreeMap<>()).putIfAbsent(version, json);
  }

  /** Takes in a pointer's record. */
  public void point(DocumentName name, Live to) {
    (to.state().isTrial() ? trials : live).put(name, to);
  }

  /** All documents that have ever been live or on trial, in order. */
  public List<DocumentName> names() {
    Set<DocumentName> names = new TreeSet<>(live.keySet());
    names.addAll(trials.keySet());
    return List.copyOf(names);
  }

  /** The version that is tried beside the live one (V5, V6); empty if there is none. */
  public Optional<Live> trial(DocumentName name) {
    return Optional.ofNullable(trials.get(name))
        .filter(trial -> trial.state() != PublicationState.WITHDRAWN);
  }

  /** Empty if the document has never been live. */
  public Optional<Live> live(DocumentName name) {
    return Optional.ofNullable(live.get(name));
  }

  /** Whether a version is the live one, in a state in which it is in use. */
  boolean isInUse(DocumentName name, int version) {
    return live(name).filter(l -> l.version() == version && l.state().isInUse()).isPresent();
  }

  /** Canonical JSON; empty if there is no such version. */
  public Optional<String> version(DocumentName name, int version) {
    return Optional.ofNullable(versions.getOrDefault(name, new TreeMap<>()).get(version));
  }

  /** In order. */
  public List<Integer> versions(DocumentName name) {
    return List.copyOf(versions.getOrDefault(name, new TreeMap<>()).keySet());
  }

  /**
   * What other documents may refer to: the live versions of all documents that are not deleted, and
   * of templates every version, the live one last (V2). Of migrations those that move people now,
   * of schemas those that are in use.
   */
  public List<DocumentVersion> known() {
    List<DocumentVersion> documents = new ArrayList<>();
    live.forEach(
        (name, pointer) -> {
          if (pointer.state() == PublicationState.DELETED) {
            return;
          }
          if (name.kind() == Kind.MIGRATION && pointer.state() != PublicationState.LIVE) {
            return;
          }
          if (name.kind() == Kind.SCHEMA && !pointer.state().isInUse()) {
            return;
          }
          if (name.kind() == Kind.TEMPLATE) {
            versions(name).stream()
                .filter(version -> version != pointer.version())
                .forEach(version -> add(documents, name, version));
          }
          add(documents, name, pointer.version());
        });
    return documents;
  }

  private void add(List<DocumentVersion> documents, DocumentName name, int version) {
    version(name, version)
        .ifPresent(
            json ->
                documents.add(new DocumentVersion(name.kind(), name.name(), version, json, "")));
  }
}
