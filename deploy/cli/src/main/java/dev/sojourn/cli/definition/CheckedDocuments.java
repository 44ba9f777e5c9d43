package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Problem;
import java.util.List;

/**
 * Documents that were read from files, and what is wrong with them.
 *
 * @param documents those that could be read, in the order of files and positions
 * @param problems empty if all may be published
 */
public record CheckedDocuments(List<DocumentVersion> documents, List<Problem> problems) {}
