package dev.sojourn.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A registry within the test: ids count from 1, schemas are told apart by their text. Counts how
 * often it is asked.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {
  private final List<Schema> schemas = new ArrayList<>();
  private int questions;

  @Override
  public synchronized int register(String subject, Schema schema) {
    questions++;
    return add(schema);
  }

  @Override
  public synchronized Schema schema(int id) throws UnknownSchemaException {
    questions++;
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException(id, "The registry has no schema with id " + id + ".");
    }
    return schemas.get(id - 1);
  }

  /** Registers a schema as somebody else's writer would, without counting. */
  public synchronized int add(Schema schema) {
    for (int i = 0; i < schemas.size(); i++) {
      if (schemas.get(i).toString().equals(schema.toString())) {
        return i + 1;
      }
    }
    schemas.add(schema);
    return schemas.size();
  }

  /** How often it was asked anything. */
  public synchronized int questions() {
    return questions;
  }
}
