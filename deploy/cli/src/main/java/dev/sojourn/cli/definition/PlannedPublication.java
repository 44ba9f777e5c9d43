package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.Publication;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of documents if they are applied. */
final class PlannedPublication implements Publication {
  private final Map<SourceDocument, Change> changes = new IdentityHashMap<>();
  private final Published published;

  /**
   * @param state that is asked for; empty if none is
   */
  PlannedPublication(
      List<SourceDocument> sources, Published published, Optional<PublicationState> state) {
    this.published = published;
    List<Change> plan =
        Plan.of(sources.stream().map(DocumentVersion::of).toList(), published, state);
    for (int i = 0; i < plan.size(); i++) {
      changes.put(sources.get(i), plan.get(i));
    }
  }

  @Override
  public boolean isNew(SourceDocument source) {
    DocumentVersion document = changes.get(source).document();
    return !published
        .version(document.id(), document.version())
        .equals(Optional.of(document.json()));
  }

  @Override
  public Optional<PublicationState> state(SourceDocument source) {
    return Optional.of(changes.get(source))
        .filter(change -> !change.isSuperseded())
        .map(Change::state);
  }
}
