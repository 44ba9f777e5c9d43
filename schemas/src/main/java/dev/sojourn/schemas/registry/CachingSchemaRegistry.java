package dev.sojourn.schemas.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Remembers a registry's answers. An id never changes its schema, so what was found is kept for
 * good; it is bounded by what is registered. That an id is unknown is believed for some seconds
 * only, and for a bounded number of ids: enough that a flood of broken records does not become a
 * flood of questions.
 */
public final class CachingSchemaRegistry implements SchemaRegistry {
  /** How long an id is taken as unknown without asking again. */
  public static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

  private static final int MAX_UNKNOWN = 10_000;

  private final SchemaRegistry registry;
  private final InstantSource clock;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> unknownUntil = new ConcurrentHashMap<>();

  public CachingSchemaRegistry(SchemaRegistry registry) {
    this(registry, InstantSource.system());
  }

  CachingSchemaRegistry(SchemaRegistry registry, InstantSource clock) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public int register(String subject, Schema schema) {
    // Not computeIfAbsent: it would hold a lock of the map while the registry is asked.
    Registration registration = new Registration(subject, schema);
    Integer id = ids.get(registration);
    if (id == null) {
      id = registry.register(subject, schema);
      ids.put(registration, id);
    }
    return id;
  }

  @Override
  public Schema schema(int id) throws UnknownSchemaException {
    Schema schema = schemas.get(id);
    if (schema != null) {
      return schema;
    }
    Instant until = unknownUntil.get(id);
    if (until != null && clock.instant().isBefore(until)) {
      throw new UnknownSchemaException(
          id, "The registry had no schema with id " + id + " a moment ago.");
    }
    try {
      schema = registry.schema(id);
    } catch (UnknownSchemaException e) {
      remember(id);
      throw e;
    }
    unknownUntil.remove(id);
    schemas.put(id, schema);
    return schema;
  }

  private void remember(int unknown) {
    Instant now = clock.instant();
    if (unknownUntil.size() >= MAX_UNKNOWN) {
      unknownUntil.values().removeIf(until -> !now.isBefore(until));
    }
    if (unknownUntil.size() < MAX_UNKNOWN) {
      unknownUntil.put(unknown, now.plus(UNKNOWN_FOR));
    }
  }

  private record Registration(String subject, Schema schema) {}
}
