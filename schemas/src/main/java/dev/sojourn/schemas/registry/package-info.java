/**
 * How schemas are registered and found. {@link dev.sojourn.schemas.registry.SchemaRegistry} is the
 * port; behind it stands any registry that speaks the Confluent-compatible REST API. A registry
 * that does not answer is never taken for one that does not know.
 */
package dev.sojourn.schemas.registry;
