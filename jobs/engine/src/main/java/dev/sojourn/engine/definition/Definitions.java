package dev.sojourn.engine.definition;

/** The definitions as they were, or are, at any moment of log time. */
@FunctionalInterface
public interface Definitions {

  /**
   * The definitions in effect at a moment. The same moment gives the same definitions for ever
   * (rule 5).
   *
   * @param at log time, ms since the epoch
   */
  DefinitionSet at(long at);
}
