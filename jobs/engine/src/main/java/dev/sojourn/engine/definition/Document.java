package dev.sojourn.engine.definition;

/**
 * One version of a document that an author published, parsed, checked and with its expressions
 * compiled. Immutable; used by many threads.
 */
public sealed interface Document
    permits Journey, Audience, Channel, Template, ContactPolicy, Migration, Schema {

  /** Unique among documents of its kind. */
  String name();

  /** Counts from 1. */
  int version();

  Kind kind();
}
