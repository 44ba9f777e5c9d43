package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.Command;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.RunShare;
import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.directory.Index;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.value.Packed;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.definition.LoggedEvent;
import dev.sojourn.journeys.fixture.Shop;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.runtime.state.StateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Business events at the directory: whom they reach, over restarts. */
class BusinessEventsTest extends DirectorySubtasks {
  private static final long DAY = 86_400_000;
  private static final String ENTRY =
      "{business: {type: restock, when: \"event.stock > 9\", audience: of-FR, pace: 10000}}";
  private static final Map<String, Object> MUCH = Map.of("stock", 40L, "product", "kettle");

  private void happens(String type, String id, Map<String, Object> properties, long logTime)
      throws Exception {
    tell(
        new DefinitionNews.Happened(
            new LoggedEvent(new BusinessEvent(type, id, logTime, logTime, properties), 0, 17)));
  }

  private Set<String> members(int count) throws Exception {
    Set<String> members = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      members.add("p" + i);
      listed("p" + i, Effect.Listing.person(T));
      listed("p" + i, new Effect.Listing(Index.audience("of-FR"), "", "", true, T));
    }
    listed("stranger", Effect.Listing.person(T));
    return members;
  }

  private List<String> runs() {
    return all(Command.class).stream().map(Command::getRun).distinct().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aReadGoesOnAfterARestartWithOtherSubtasks_E5(StateBackend backend) throws Exception {
    open(backend, 2, null, 0);
    Set<String> members = members(3_000);
    publish(Shop.newsletter("news", ENTRY), T);
    happens("restock", "e-1", MUCH, T + 10);
    readTo(T + 2_000);
    pass(100);
    assertThat(asked.size()).isBetween(1, 2_999);
    restart(backend, 3);
    pass(10_000);
    assertThat(asked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(members);
    assertThat(all(Command.class))
        .allSatisfy(
            command -> {
              assertThat(command.getRun()).isEqualTo("business/news/restock/e-1");
              assertThat(command.getKind()).isEqualTo("business");
              assertThat(command.getArguments())
                  .containsEntry("journey", "news")
                  .containsEntry("type", "restock")
                  .containsEntry("event", "e-1");
              assertThat(Packed.unpack(command.getArguments().get("properties"))).isEqualTo(MUCH);
            });
    assertThat(all(RunShare.class))
        .allSatisfy(
            share -> {
              assertThat(share.getKind()).isEqualTo("business");
              assertThat(share.getJourney()).isEqualTo("news");
            });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anEventWhoseMomentIsToComeOutlivesARestart_E5(StateBackend backend) throws Exception {
    open(backend, 3, null, 0);
    Set<String> members = members(50);
    publish(Shop.newsletter("news", ENTRY), T);
    readTo(T + 5_000);
    happens("restock", "e-1", MUCH, T + 5_500);
    restart(backend, 2);
    pass(1_000);
    assertThat(asked).isEmpty();
    readTo(T + 7_000);
    pass(5_000);
    assertThat(asked).containsExactlyInAnyOrderElementsOf(members);
    restart(backend, 1);
    happens("restock", "e-1", MUCH, T + 8_000);
    readTo(T + 10_000);
    pass(5_000);
    assertThat(asked).hasSize(members.size());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void eventsOfOneTypeInARowAllReachEverybodyAndRepetitionsNobody_E5(StateBackend backend)
      throws Exception {
    open(backend, 2, null, 0);
    Set<String> members = members(500);
    publish(Shop.newsletter("news", ENTRY), T);
    happens("restock", "e-1", MUCH, T + 10);
    happens("restock", "e-2", MUCH, T + 11);
    happens("restock", "e-1", MUCH, T + 12);
    readTo(T + 2_000);
    pass(40);
    happens("restock", "e-1", MUCH, T + 2_500);
    happens("restock", "e-3", MUCH, T + 2_500);
    readTo(T + 5_000);
    pass(10_000);
    Map<String, Long> perRun =
        all(Command.class).stream()
            .collect(Collectors.groupingBy(Command::getRun, Collectors.counting()));
    long each = members.size();
    assertThat(perRun)
        .isEqualTo(
            Map.of(
                "business/news/restock/e-1",
                each,
                "business/news/restock/e-2",
                each,
                "business/news/restock/e-3",
                each));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void whatNoJourneyWantsReachesNobody_E5(StateBackend backend) throws Exception {
    open(backend, 2, null, 0);
    members(20);
    happens("restock", "before", MUCH, T - 1);
    publish(Shop.newsletter("news", ENTRY), T);
    happens("restock", "too-few", Map.of("stock", 9L), T + 10);
    happens("delay", "unknown", MUCH, T + 11);
    readTo(T + 2_000);
    pass(5_000);
    assertThat(all(Command.class)).isEmpty();
    assertThat(all(DeadLetter.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aConditionThatFailsIsToldOnceWithThePlaceOfTheEvent_E5(StateBackend backend)
      throws Exception {
    open(backend, 3, null, 0);
    members(20);
    publish(Shop.newsletter("news", ENTRY), T);
    happens("restock", "odd", Map.of("stock", "many"), T + 10);
    readTo(T + 2_000);
    pass(5_000);
    assertThat(all(Command.class)).isEmpty();
    assertThat(all(DeadLetter.class))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getCode()).isEqualTo("condition-error");
              assertThat(letter.getTopic()).isEqualTo("sojourn.definitions");
              assertThat(letter.getOffset()).isEqualTo(17);
              assertThat(letter.getMessage()).contains("restock/odd", "journey news");
            });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aJobWithoutAPastBeginsAllThatItIsToldOfWhateverTheFirstWatermark_E5(StateBackend backend)
      throws Exception {
    open(backend, 2, null, 0);
    members(20);
    publish(Shop.newsletter("news", ENTRY), T);
    happens("restock", "early", MUCH, T + 10);
    readTo(T + DAY + 2_000);
    happens("restock", "late", MUCH, T + DAY + 3_000);
    readTo(T + 9 * DAY);
    pass(5_000);
    assertThat(runs()).containsExactly("business/news/restock/early", "business/news/restock/late");
  }
}
