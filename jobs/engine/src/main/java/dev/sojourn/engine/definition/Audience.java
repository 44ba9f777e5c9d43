package dev.sojourn.engine.definition;

/**
 * An audience's version.
 *
 * @param rule who is in it
 */
public record Audience(String name, int version, Rule rule) implements Document {
  @Override
  public Kind kind() {
    return Kind.AUDIENCE;
  }
}
