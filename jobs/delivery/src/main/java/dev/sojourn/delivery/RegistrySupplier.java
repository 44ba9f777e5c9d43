package dev.sojourn.delivery;

import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.Serializable;
import java.net.URI;

/** Opens the schema registry where an operator runs. Travels with the job. */
@FunctionalInterface
public interface RegistrySupplier extends Serializable {

  /** A registry that remembers its answers; each operator opens its own. */
  SchemaRegistry open();

  /** The registry behind a Confluent-compatible REST API. */
  static RegistrySupplier at(URI base) {
    return () -> new CachingSchemaRegistry(new HttpSchemaRegistry(base));
  }
}
