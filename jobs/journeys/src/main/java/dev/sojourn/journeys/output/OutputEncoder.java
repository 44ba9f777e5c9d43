package dev.sojourn.journeys.output;

import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Encodes records for their topics. Belongs to one operator; not thread-safe. */
public final class OutputEncoder {
  private final Map<Destination, RecordEncoder> encoders = new EnumMap<>(Destination.class);

  public OutputEncoder(SchemaRegistry registry, Topics topics) {
    for (Destination destination : Destination.values()) {
      encoders.put(destination, new RecordEncoder(registry, destination.topic(topics)));
    }
  }

  /**
   * A record whose key decides its partition.
   *
   * @param key null for none
   * @throws dev.sojourn.schemas.registry.RegistryUnavailableException if the record's schema is not
   *     registered and cannot be now
   */
  public Output encode(Destination destination, byte[] key, SpecificRecord record) {
    return encode(destination, Output.BY_KEY, key, record);
  }

  /** A record for a stated partition. */
  public Output encode(Destination destination, int partition, byte[] key, SpecificRecord record) {
    return new Output(destination, partition, key, encoders.get(destination).encode(record));
  }
}
