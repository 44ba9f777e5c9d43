package dev.sojourn.benchmark.engine;

import dev.sojourn.benchmark.workload.PublishedDocument;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.CachingDocumentParser;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.List;
import java.util.Map;

/** The shop's definitions, in effect for as long as anyone can remember. */
final class LiveShop {
  private final DefinitionHistory history;

  LiveShop() {
    history =
        new DefinitionHistory(
            new CachingDocumentParser(new Documents(), 1_000),
            refused -> {
              throw refused;
            });
    for (PublishedDocument published : PublishedDocument.all()) {
      Document document = published.document();
      history.add(
          new DefinitionRecord.Version(
              document.kind(), document.name(), document.version(), published.json(), 0));
      history.add(
          new DefinitionRecord.Pointer(
              document.kind(), document.name(), document.version(), PublicationState.LIVE, 0));
    }
    history.prune(DefinitionHistory.DELAY);
  }

  Definitions definitions() {
    return history;
  }

  /**
   * An event as the job's decoder hands it to the engine: the properties that some definition names
   * in slots, the others out of sight.
   */
  CustomerEvent decoded(CustomerEvent event) {
    DefinitionSet current = history.at(event.occurredAt());
    SlotLayout layout =
        current
            .interest(event.type())
            .map(DefinitionSet.EventInterest::layout)
            .orElse(SlotLayout.EMPTY);
    Map<String, Object> properties = event.properties();
    Object[] slots = new Object[layout.size()];
    List<List<String>> paths = layout.paths();
    for (int i = 0; i < slots.length; i++) {
      slots[i] = SlotLayout.walk(properties, paths.get(i));
    }
    return new CustomerEvent(
        event.type(),
        event.id(),
        event.occurredAt(),
        event.hops(),
        layout,
        slots,
        () -> properties);
  }
}
