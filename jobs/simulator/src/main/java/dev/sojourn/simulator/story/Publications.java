package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.simulator.Simulator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Publishes the definitions of a case, always in effect at once. */
final class Publications {
  private final Library library;
  private final Simulator simulator;
  private final Runs runs;

  /** The versions that are live, whatever their state. */
  private final Map<Kind, Map<String, Integer>> live = new EnumMap<>(Kind.class);

  /**
   * @param runs takes the records in, and does what they begin
   */
  Publications(Library library, Simulator simulator, Runs runs) {
    this.library = library;
    this.simulator = simulator;
    this.runs = runs;
    for (Kind kind : Kind.values()) {
      live.put(kind, new HashMap<>());
    }
  }

  /**
   * Publishes all versions. The newest is live, unless it is only tried (V5, V6).
   *
   * @param stated versions and states that are other than that
   */
  void publishAll(List<Act.Publish> stated) {
    for (Kind kind : Kind.values()) {
      library
          .documents(kind)
          .forEach(
              (name, versions) -> {
                versions.forEach(
                    (version, source) ->
                        runs.publish(
                            new DefinitionRecord.Version(
                                kind, name, version, source.canonicalJson(), logTime())));
                versions.descendingKeySet().stream()
                    .filter(version -> !isTried(stated, kind, name, version))
                    .findFirst()
                    .ifPresent(version -> point(kind, name, version, PublicationState.LIVE));
              });
    }
    stated.forEach(this::publish);
  }

  private static boolean isTried(List<Act.Publish> stated, Kind kind, String name, int version) {
    return stated.stream()
        .anyMatch(
            document ->
                document.kind() == kind
                    && document.name().equals(name)
                    && document.state().isTrial()
                    && document.version().orElse(0) == version);
  }

  /** Makes a version live, or changes a document's state. */
  void publish(Act.Publish publish) {
    int newest = library.documents(publish.kind()).get(publish.name()).lastKey();
    int version =
        publish
            .version()
            .orElseGet(() -> live.get(publish.kind()).getOrDefault(publish.name(), newest));
    point(publish.kind(), publish.name(), version, publish.state());
  }

  private void point(Kind kind, String name, int version, PublicationState state) {
    if (!state.isTrial()) {
      live.get(kind).put(name, version);
    }
    runs.publish(new DefinitionRecord.Pointer(kind, name, version, state, logTime()));
  }

  private long logTime() {
    return simulator.now() - DefinitionHistory.DELAY;
  }
}
