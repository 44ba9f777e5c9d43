package dev.sojourn.schemas.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** What the history of a record must keep to. */
final class SchemaHistory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaHistory() {}

  /**
   * Why the versions do not go together; empty if they do. Every version must read what every other
   * wrote: newer readers what is still retained, older readers what producers and jobs that were
   * upgraded before them write.
   */
  static List<String> conflicts(List<Schema> versions) {
    List<String> conflicts = new ArrayList<>();
    for (int reader = 0; reader < versions.size(); reader++) {
      for (int writer = 0; writer < versions.size(); writer++) {
        SchemaPairCompatibility pair =
            SchemaCompatibility.checkReaderWriterCompatibility(
                versions.get(reader), versions.get(writer));
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
          conflicts.add(
              "version %d cannot read what version %d wrote: %s"
                  .formatted(reader + 1, writer + 1, pair.getResult().getIncompatibilities()));
        }
      }
    }
    return conflicts;
  }

  /** A schema as it is released: without what only concerns the generated Java classes. */
  static Schema plain(Schema generated) {
    try {
      return new Schema.Parser().parse(plain(JSON.readTree(generated.toString())).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("avro.java.string");
    }
    node.forEach(SchemaHistory::plain);
    return node;
  }
}
