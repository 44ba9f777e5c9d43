/**
 * The contracts between Sojourn's processes: which topics there are, how they are configured, and
 * (in the packages below) which Avro records stand on them and how these are written and read.
 */
package dev.sojourn.schemas;
