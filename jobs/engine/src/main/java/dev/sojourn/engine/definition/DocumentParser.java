package dev.sojourn.engine.definition;

/**
 * Turns one version's canonical JSON into a document. Pure: the same text gives an equal document.
 */
@FunctionalInterface
public interface DocumentParser {

  /**
   * @param kind as it stands in the key of the record
   * @param canonicalJson the document
   * @throws DefinitionException if the document is not one that may be published
   */
  Document parse(Kind kind, String canonicalJson);
}
