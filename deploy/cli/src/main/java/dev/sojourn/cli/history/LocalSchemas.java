package dev.sojourn.cli.history;

import dev.sojourn.schemas.registry.SchemaRegistry;
import dev.sojourn.schemas.registry.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry within the process, for signals that were not read from a topic. */
public final class LocalSchemas implements SchemaRegistry {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int known = schemas.indexOf(schema);
    if (known >= 0) {
      return known + 1;
    }
    schemas.add(schema);
    return schemas.size();
  }

  @Override
  public synchronized Schema schema(int id) throws UnknownSchemaException {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException(id, "There is no schema with id " + id + ".");
    }
    return schemas.get(id - 1);
  }
}
