package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.DeclaredType;
import java.util.Optional;

/**
 * The types of the profile's attributes, or of the properties of one type of events (A6). Read when
 * something is published, to check expressions; nothing that runs asks for it.
 *
 * @param event the type of the events; empty: the profile is meant
 * @param type the names and their types
 */
public record Schema(String name, int version, Optional<String> event, DeclaredType.Members type)
    implements Document {
  @Override
  public Kind kind() {
    return Kind.SCHEMA;
  }
}
