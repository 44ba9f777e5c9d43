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
import java.util.regex.Pattern;

/**
 * From records of the definitions topic to the engine's. A record whose key is not made of its own
 * kind, name and version is refused: the log is compacted by key, so one wrong key could make
 * another document vanish.
 */
public final class DefinitionReader {
  /** As the schema of documents has it for {@code metadata.name}. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final DocumentParser parser;

  public DefinitionReader(DocumentParser parser) {
    this.parser = parser;
  }

  /**
   * @throws DefinitionException if this is not a version that may be used
   */
  public DefinitionRecord.Version version(Definition record, String key, long logTime) {
    Kind kind = kind(record.getKind());
    checkNameAndVersion(record.getName(), record.getVersion());
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
  public DefinitionRecord.Pointer pointer(Pointer record, String key, long logTime) {
    Kind kind = kind(record.getKind());
    checkNameAndVersion(record.getName(), record.getVersion());
    PublicationState state =
        PublicationState.ofLabel(record.getState())
            .orElseThrow(() -> refusal("There is no state \"" + record.getState() + "\"."));
    // Of their own, so that compaction keeps both the live version's and that on trial.
    String own = record.getKind() + "/" + record.getName() + (state.isTrial() ? "/trial" : "");
    require(
        key.equals(own),
        "The record's key is \"%s\" and must be kind/name%s for a pointer in state %s."
            .formatted(key, state.isTrial() ? "/trial" : "", state.label()));
    require(
        !state.isTrial()
            || kind == Kind.JOURNEY
            || (kind == Kind.MIGRATION && state != PublicationState.DRY_RUN),
        "A %s cannot be %s; only journeys are tried beside the live version, and migrations have drafts."
            .formatted(kind.label(), state.label()));
    return new DefinitionRecord.Pointer(
        kind, record.getName(), record.getVersion(), state, logTime);
  }

  /** No document can have another name or version, and none that is longer can be stored. */
  private static void checkNameAndVersion(String name, int version) {
    require(
        isName(name),
        "The name is not made of 1 to 100 letters, digits, dots, hyphens and underscores.");
    require(version >= 1, "The version is %d and must be 1 or more.".formatted(version));
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static Kind kind(String label) {
    return Kind.ofLabel(label)
        .orElseThrow(() -> refusal("There is no kind of document \"" + label + "\"."));
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw refusal(message);
    }
  }

  static DefinitionException refusal(String message) {
    return new DefinitionException(
        List.of(new Problem("", 0, 0, "", message, "publish it with the sojourn command")));
  }
}
