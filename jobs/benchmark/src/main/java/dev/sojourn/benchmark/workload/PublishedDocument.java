package dev.sojourn.benchmark.workload;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A document of the shop, checked as it would be when an author applies it.
 *
 * @param json its canonical JSON, as it is published
 */
public record PublishedDocument(Document document, String json) {

  /**
   * All documents of {@link ShopDefinitions}.
   *
   * @throws IllegalStateException if one of them could not be published
   */
  public static List<PublishedDocument> all() {
    String yaml = String.join("---\n", ShopDefinitions.documents());
    DocumentSource.Reading reading = DocumentSource.read("shop.yaml", yaml);
    List<Problem> problems = new ArrayList<>(reading.problems());
    problems.addAll(DocumentSet.check(reading.documents(), List.of()));
    if (!problems.isEmpty()) {
      throw new IllegalStateException("the workload's definitions: " + problems);
    }
    return reading.documents().stream()
        .map(source -> new PublishedDocument(source.document(), source.canonicalJson()))
        .toList();
  }
}
