package dev.sojourn.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class CachingSchemaRegistryTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredString("id").endRecord();

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private Instant now = Instant.EPOCH;
  private final SchemaRegistry caching = new CachingSchemaRegistry(registry, () -> now);

  @Test
  void whatIsFoundIsAskedForOnce() throws UnknownSchemaException {
    int id = registry.add(SCHEMA);

    assertThat(caching.schema(id)).isEqualTo(SCHEMA);
    assertThat(caching.schema(id)).isEqualTo(SCHEMA);

    assertThat(registry.questions()).isEqualTo(1);
  }

  @Test
  void aSchemaIsRegisteredOncePerSubject() {
    int id = caching.register("a", SCHEMA);

    assertThat(caching.register("a", SCHEMA)).isEqualTo(id);
    assertThat(registry.questions()).isEqualTo(1);
    assertThat(caching.register("b", SCHEMA)).isEqualTo(id);
    assertThat(registry.questions()).isEqualTo(2);
  }

  @Test
  void thatAnIdIsUnknownIsBelievedForAWhile() throws UnknownSchemaException {
    assertThatThrownBy(() -> caching.schema(1)).isInstanceOf(UnknownSchemaException.class);
    registry.add(SCHEMA);

    assertThatThrownBy(() -> caching.schema(1)).isInstanceOf(UnknownSchemaException.class);
    assertThat(registry.questions()).isEqualTo(1);

    now = now.plus(CachingSchemaRegistry.UNKNOWN_FOR);
    assertThat(caching.schema(1)).isEqualTo(SCHEMA);
  }

  @Test
  void aFloodOfUnknownIdsTakesNoMoreMemoryThanItMay() {
    for (int id = 1; id <= 11_000; id++) {
      int unknown = id;
      assertThatThrownBy(() -> caching.schema(unknown)).isInstanceOf(UnknownSchemaException.class);
    }
    int before = registry.questions();

    // The first are remembered, the last were too many; both are still told as unknown.
    assertThatThrownBy(() -> caching.schema(1)).isInstanceOf(UnknownSchemaException.class);
    assertThat(registry.questions()).isEqualTo(before);
    assertThatThrownBy(() -> caching.schema(11_000)).isInstanceOf(UnknownSchemaException.class);
    assertThat(registry.questions()).isEqualTo(before + 1);
  }

  @Test
  void aRegistryThatDoesNotAnswerIsAskedAgain() throws UnknownSchemaException {
    SchemaRegistry[] behind = {new Unavailable()};
    SchemaRegistry recovering =
        new CachingSchemaRegistry(
            new SchemaRegistry() {
              @Override
              public int register(String subject, Schema schema) {
                return behind[0].register(subject, schema);
              }

              @Override
              public Schema schema(int id) throws UnknownSchemaException {
                return behind[0].schema(id);
              }
            });
    assertThatThrownBy(() -> recovering.schema(1)).isInstanceOf(RegistryUnavailableException.class);
    registry.add(SCHEMA);
    behind[0] = registry;

    assertThat(recovering.schema(1)).isEqualTo(SCHEMA);
  }

  private static final class Unavailable implements SchemaRegistry {
    @Override
    public int register(String subject, Schema schema) {
      throw new RegistryUnavailableException("down");
    }

    @Override
    public Schema schema(int id) {
      throw new RegistryUnavailableException("down");
    }
  }
}
