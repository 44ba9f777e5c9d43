/**
 * Every version of every record that was ever released, as plain Avro schema files under {@code
 * history/<record>/<version>.avsc}. A released file never changes. The newest one is what this
 * build writes and registers; a change to the IDL demands a new file, and a test refuses one that
 * cannot be read by its predecessor's readers, or cannot read what its predecessor's writers wrote.
 */
package dev.sojourn.schemas.history;
