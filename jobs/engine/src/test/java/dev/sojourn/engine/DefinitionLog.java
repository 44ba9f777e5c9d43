package dev.sojourn.engine;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A log of definitions made in Java, and the history that has read it. */
public final class DefinitionLog implements DocumentParser {
  private final Map<String, Document> documents = new HashMap<>();
  private final List<DefinitionRecord> records = new ArrayList<>();
  private final Queue<DefinitionRecord> unread = new ArrayDeque<>();

  /** Whether it is read as time goes on, and not all before. */
  private boolean comes;

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
    for (DefinitionRecord record :
        List.of(
            new DefinitionRecord.Version(
                document.kind(), document.name(), document.version(), text, logTime),
            new DefinitionRecord.Pointer(
                document.kind(), document.name(), document.version(), state, logTime))) {
      records.add(record);
      history.add(record);
    }
    return this;
  }

  /** The same log, of which nothing has been read yet. */
  public DefinitionLog unread() {
    DefinitionLog log = new DefinitionLog();
    log.comes = true;
    log.documents.putAll(documents);
    records.stream()
        .sorted(Comparator.comparingLong(DefinitionRecord::logTime))
        .forEach(log.unread::add);
    return log;
  }

  /**
   * For a log that was unread: reads on as far as must be known for what comes at a moment, and
   * forgets what no moment from another on needs.
   */
  public void readTo(long at, long from) {
    while (!unread.isEmpty() && unread.peek().logTime() <= at - DefinitionHistory.DELAY) {
      history.add(unread.poll());
    }
    if (comes) {
      history.prune(from);
    }
  }

  public DefinitionHistory history() {
    return history;
  }

  /** Every document, and every state that one was published in. */
  List<Object> published() {
    List<Object> published = new ArrayList<>(documents.values());
    for (DefinitionRecord record : records) {
      if (record instanceof DefinitionRecord.Pointer pointer) {
        published.add(pointer.state());
      }
    }
    return published;
  }
}
