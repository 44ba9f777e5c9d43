package dev.sojourn.journeys.definition;

import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import java.util.List;

/**
 * From records of the definitions topic to the engine's. A record whose key is not made of its own
 * kind, name and version is refused: the log is compacted by key, so one wrong key could make
 * another document vanish.
 */
final class DefinitionReader {
  private final DocumentParser parser;

  DefinitionReader(DocumentParser parser) {
    this.parser = parser;
  }

  /**
   * @throws DefinitionException if this is not a version that may be used
   */
  DefinitionRecord.Version version(Definition record, String key, long logTime) {
    Kind kind = kind(record.getKind());
    require(
        key.equals(record.getKind() + "/" + record.getName() + "/" + record.getVersion()),
        "The record's key is \"%s\" and must be kind/name/version.".formatted(key));
    Document document = parser.parse(kind, record.getDocument());
    require(
        document.kind() == kind
            && document.name().equals(record.getName())
            && document.version() == record.getVersion(),
        "The document calls itself %s %s version %d, its record %s."
            .formatted(document.kind().label(), document.name(), document.version(), key));
    return new DefinitionRecord.Version(
        kind, record.getName(), record.getVersion(), record.getDocument(), logTime);
  }

  /**
   * @throws DefinitionException if this is not a pointer that may be used
   */
  DefinitionRecord.Pointer pointer(Pointer record, String key, long logTime) {
    Kind kind = kind(record.getKind());
    require(
        key.equals(record.getKind() + "/" + record.getName()),
        "The record's key is \"%s\" and must be kind/name.".formatted(key));
    PublicationState state =
        PublicationState.ofLabel(record.getState())
            .orElseThrow(() -> refusal("There is no state \"" + record.getState() + "\"."));
    return new DefinitionRecord.Pointer(
        kind, record.getName(), record.getVersion(), state, logTime);
  }

  private static Kind kind(String label) {
    return Kind.ofLabel(label)
        .orElseThrow(() -> refusal("There is no kind of document \"" + label + "\"."));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw refusal(message);
    }
  }

  private static DefinitionException refusal(String message) {
    return new DefinitionException(
        List.of(new Problem("", 0, 0, "", message, "publish it with the sojourn command")));
  }
}
