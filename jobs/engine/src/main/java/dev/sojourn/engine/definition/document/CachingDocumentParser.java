package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what another parser made of a text, for all the threads of a worker. Keeps the most
 * recently used; what is refused is not kept. Two threads that ask for the same text at once may
 * both parse it and get equal documents.
 */
public final class CachingDocumentParser implements DocumentParser {
  private final DocumentParser parser;
  private final Map<Key, Document> documents;

  /**
   * @param capacity how many documents are kept, at least 1
   */
  public CachingDocumentParser(DocumentParser parser, int capacity) {
    this.parser = parser;
    this.documents =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Document> eldest) {
            return size() > capacity;
          }
        };
  }

  @Override
  public Document parse(Kind kind, String canonicalJson) {
    Key key = new Key(kind, canonicalJson);
    Document known;
    synchronized (documents) {
      known = documents.get(key);
    }
    if (known != null) {
      return known;
    }
    Document parsed = parser.parse(kind, canonicalJson);
    synchronized (documents) {
      // The first one wins, so that everybody holds the same.
      Document earlier = documents.putIfAbsent(key, parsed);
      return earlier == null ? parsed : earlier;
    }
  }

  private record Key(Kind kind, String json) {}
}
