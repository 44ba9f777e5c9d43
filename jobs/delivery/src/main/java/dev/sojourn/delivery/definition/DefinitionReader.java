package dev.sojourn.delivery.definition;

import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * From records of the definitions topic to changes that this job can use. A record whose key is not
 * made of its own kind, name and version is refused: the log is compacted by key, so one wrong key
 * could make another document vanish.
 */
public final class DefinitionReader {

  /** As the schema of documents has it for {@code metadata.name}. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private DefinitionReader() {}

  /**
   * @param key of the record; empty if it has none
   * @return empty if the record concerns others
   * @throws SpecException if it should not have been published (rule 8)
   */
  public static Optional<DefinitionChange> read(SpecificRecord record, String key)
      throws SpecException {
    Optional<DefinitionChange> change = change(record);
    if (change.isPresent()) {
      check(change.get(), key);
    }
    return change;
  }

  private static void check(DefinitionChange change, String key) throws SpecException {
    if (!NAME.matcher(change.name()).matches()) {
      throw new SpecException(
          "the name is not made of 1 to 100 letters, digits, dots, hyphens and underscores, the"
              + " first one a letter or digit");
    }
    if (change.version() < 1) {
      throw new SpecException("the version is " + change.version() + " and must be 1 or more");
    }
    if (!key.equals(change.key())) {
      throw new SpecException("the record's key must be " + change.key());
    }
    if (change.document().isPresent()) {
      new LiveDefinitions().apply(change);
    }
  }

  private static Optional<DefinitionChange> change(SpecificRecord record) {
    if (record instanceof Definition definition) {
      return Kind.ofLabel(definition.getKind())
          .map(
              kind ->
                  DefinitionChange.version(
                      kind,
                      definition.getName(),
                      definition.getVersion(),
                      definition.getDocument()));
    }
    if (record instanceof Pointer pointer) {
      return Kind.ofLabel(pointer.getKind())
          .map(
              kind ->
                  DefinitionChange.pointer(
                      kind,
                      pointer.getName(),
                      pointer.getVersion(),
                      Standing.ofState(pointer.getState())));
    }
    return Optional.empty();
  }
}
