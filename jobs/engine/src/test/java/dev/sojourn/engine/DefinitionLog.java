package dev.sojourn.engine;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import java.util.HashMap;
import java.util.Map;

/** A log of definitions made in Java, and the history that has read it. */
public final class DefinitionLog implements DocumentParser {
  private final Map<String, Document> documents = new HashMap<>();
  private final DefinitionHistory history =
      new DefinitionHistory(
          this,
          refused -> {
            throw refused;
          });

  @Override
  public Document parse(Kind kind, String canonicalJson) {
    return documents.get(canonicalJson);
  }

  /** Publishes a version so that it is in effect from a moment on. */
  public DefinitionLog effective(long from, Document document) {
    return effective(from, document, PublicationState.LIVE);
  }

  /** Publishes a version in a state so that it is in effect from a moment on. */
  public DefinitionLog effective(long from, Document document, PublicationState state) {
    long logTime = from - DefinitionHistory.DELAY;
    String text = document.kind() + "/" + document.name() + "/" + document.version();
    documents.put(text, document);
    history.add(
        new DefinitionRecord.Version(
            document.kind(), document.name(), document.version(), text, logTime));
    history.add(
        new DefinitionRecord.Pointer(
            document.kind(), document.name(), document.version(), state, logTime));
    return this;
  }

  public DefinitionHistory history() {
    return history;
  }
}
