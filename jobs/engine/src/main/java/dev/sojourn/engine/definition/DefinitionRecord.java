package dev.sojourn.engine.definition;

/** A record of the definitions topic, with its log time. */
public sealed interface DefinitionRecord {

  Kind kind();

  String name();

  int version();

  /** When the broker appended it, ms since the epoch. */
  long logTime();

  /** One version of a document. */
  record Version(Kind kind, String name, int version, String json, long logTime)
      implements DefinitionRecord {}

  /** Which version is live, and its state. */
  record Pointer(Kind kind, String name, int version, PublicationState state, long logTime)
      implements DefinitionRecord {}
}
