/**
 * A table of hostile inputs: records, keys, schemas and definitions as no sane client writes them,
 * each with what must come of it.
 */
package dev.sojourn.systemtest.hostile;
