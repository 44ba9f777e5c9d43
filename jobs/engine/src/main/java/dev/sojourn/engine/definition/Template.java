package dev.sojourn.engine.definition;

import java.util.List;
import java.util.Set;

/**
 * What the engine needs to know of a template: which values go into a request. Rendering is the
 * delivery job's.
 *
 * @param names paths of the values it names, the first element {@code profile}, {@code journey} or
 *     {@code steps}
 */
public record Template(String name, int version, Set<List<String>> names) implements Document {
  @Override
  public Kind kind() {
    return Kind.TEMPLATE;
  }
}
