package dev.sojourn.schemas.registry;

import org.apache.avro.Schema;

/**
 * Where schemas have their ids. Safe for use by many threads.
 *
 * <p>Every method may throw {@link RegistryUnavailableException}: nothing is then known, and the
 * caller fails and is started again.
 */
public interface SchemaRegistry {

  /**
   * Registers a schema as the newest version of a subject, unless it is there already.
   *
   * @param subject what the schema's versions are compared within; {@code <topic>-<record full
   *     name>} here
   * @return the id under which every reader finds the schema
   * @throws SchemaRefusedException if it cannot follow the subject's earlier versions, or is not
   *     taken for another reason
   */
  int register(String subject, Schema schema);

  /**
   * The schema with this id.
   *
   * @throws UnknownSchemaException if the registry answers that it has none
   */
  Schema schema(int id) throws UnknownSchemaException;
}
