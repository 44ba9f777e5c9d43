/**
 * Documents as authors write them: YAML with positions, checked against a JSON Schema and for
 * sense, made into canonical JSON and into the model of {@link dev.sojourn.engine.definition}.
 * Everything wrong is collected, each with file, line, column, path and remedy; nothing throws on
 * bad input. Canonical JSON has sorted keys and no white space; the same document always gives the
 * same text.
 */
package dev.sojourn.engine.definition.document;
