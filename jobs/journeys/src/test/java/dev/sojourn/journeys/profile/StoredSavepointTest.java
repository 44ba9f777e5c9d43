package dev.sojourn.journeys.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.fixture.SignalValues;
import dev.sojourn.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rule 9: states of the operator as earlier builds left them restore for good. Each file under
 * {@code savepoints/} was written by {@link #write}; when a stored format changes, a new one is
 * added and none is changed.
 *
 * <p>In each: ann waits with a cart, bob's order is held, eve is a buyer, and a second version of
 * the journey is published but not yet in effect.
 */
class StoredSavepointTest {
  private static final long T = 1_700_000_000_000L;
  private static final long WAIT = 60_000;
  private static final int EARLIER = 2;

  /** With profiles of format 2. */
  private static final String NEWEST = "profiles-2";

  private final SharedRegistry registry = new SharedRegistry();
  private final SignalValues values = new SignalValues(registry, Topics.DEFAULT.signals());

  /** Made first of all, so that its schema has the id that the stored bytes name. */
  private final byte[] order = values.event("order.placed", "order", T, Map.of());

  @ParameterizedTest
  @ValueSource(strings = {"profiles-1", NEWEST})
  void isRestored(String name) throws Exception {
    OperatorSubtaskState state = read(name);
    try (ProfileSubtasks operator =
        ProfileSubtasks.restored(Backend.HEAP, state, EARLIER, 3, registry)) {
      operator.signal("zoe", T + 1_500, values.address("zoe@example.com", T));
      operator.signal(
          "zoe", T + 1_500, values.event("cart.updated", "zoes", T, Map.of("cartId", "c2")));
      operator.readTo(T + 86_400_000 + 60_001);

      assertThat(operator.records(MessageRequest.class))
          .extracting(
              MessageRequest::getProfile,
              request -> request.getRequestedAt().toEpochMilli(),
              request -> request.getData().size())
          .containsExactlyInAnyOrder(
              tuple("ann", T + WAIT, 2), tuple("zoe", T + 1_500 + 2 * WAIT, 2));
      assertThat(operator.records(AudienceChange.class))
          .extracting(
              AudienceChange::getProfile,
              AudienceChange::getChange,
              change -> change.getAt().toEpochMilli())
          .containsExactlyInAnyOrder(
              tuple("bob", "entered", T + 1_200),
              tuple("bob", "exited", T + 86_400_000),
              tuple("eve", "exited", T + 86_400_000));
    }
  }

  private OperatorSubtaskState read(String name) throws Exception {
    return OperatorSnapshotUtil.readStateHandle(
        Path.of(getClass().getResource("/savepoints/" + name).toURI()).toString());
  }

  /** A state that comes new needs a stored savepoint that has it. */
  @Test
  void theNewestHasEveryStateOfTheOperator() throws Exception {
    assertThat(StateNames.of(read(NEWEST)))
        .isEqualTo(StateNames.of(today()))
        .contains("hot", "attributes", "contexts", "held", "latest-held", "definitions");
  }

  /** Writes the state of today's build: run with {@code -Dsojourn.savepoint=<file>}. */
  @Test
  @EnabledIfSystemProperty(named = "sojourn.savepoint", matches = ".+")
  void write() throws Exception {
    OperatorSnapshotUtil.writeStateHandle(today(), System.getProperty("sojourn.savepoint"));
  }

  private OperatorSubtaskState today() throws Exception {
    try (ProfileSubtasks operator =
        ProfileSubtasks.start(Backend.HEAP, EARLIER, ProfileLogic.engine(), registry)) {
      for (SourceDocument document : Shop.documents(Duration.ofMillis(WAIT))) {
        operator.publish(document, T - 1_000);
      }
      operator.readTo(T);
      operator.signal("ann", T, values.address("ann@example.com", T));
      operator.signal("ann", T, values.event("cart.updated", "anns", T, Map.of("cartId", "c1")));
      operator.signal("eve", T, order);
      operator.publish(Shop.cartRecovery(2, Duration.ofMillis(2 * WAIT)), T + 200);
      operator.signal("bob", T + 1_200, order);
      return operator.savepoint();
    }
  }
}
