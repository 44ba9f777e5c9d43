package dev.sojourn.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.DefinitionLog;
import dev.sojourn.engine.RandomJourneys;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rule 5 of the architecture. */
class DefinitionHistoryTest {
  private static final long T = 1_700_000_000_000L;

  private final RandomJourneys some = new RandomJourneys(new Random(7));

  @Test
  void aVersionIsInEffectOneSecondAfterItWasLogged_O1() {
    DefinitionLog log = new DefinitionLog().effective(T, some.policy("marketing", 1));
    assertThat(log.history().knownUntil()).isEqualTo(T - 1_000);
    assertThat(log.history().at(T - 1).policy("marketing")).isEmpty();
    assertThat(log.history().at(T).policy("marketing")).isPresent();
  }

  @Test
  void thePastKeepsItsDefinitions() {
    DefinitionLog log =
        new DefinitionLog()
            .effective(T, some.journey("j", 1))
            .effective(T + 500, some.journey("j", 2));
    assertThat(live(log, T + 499)).isEqualTo(1);
    assertThat(live(log, T + 500)).isEqualTo(2);
    assertThat(live(log, T)).isEqualTo(1);
    assertThat(log.history().unchangedUntil(T)).isEqualTo(T + 499);
    assertThat(log.history().unchangedUntil(T + 500)).isEqualTo(Long.MAX_VALUE);
    // Those inside stay on theirs (V2).
    assertThat(log.history().at(T + 500).journey("j", 1)).isPresent();
    assertThat(log.history().at(T + 499).journey("j", 2)).isEmpty();
  }

  private static int live(DefinitionLog log, long at) {
    return log.history().at(at).liveJourney("j").orElseThrow().document().version();
  }

  @Test
  void aVersionNeverChanges_O2() {
    DefinitionLog log = new DefinitionLog().effective(T, some.journey("j", 1));
    Journey first = log.history().at(T).liveJourney("j").orElseThrow().document();
    log.history().add(new DefinitionRecord.Version(Kind.JOURNEY, "j", 1, "other text", T));
    assertThat(log.history().at(T + 5_000).liveJourney("j").orElseThrow().document())
        .isSameAs(first);
  }

  @Test
  void whatIsReadTellsWhatIsKnown() {
    DefinitionHistory history = new DefinitionLog().history();
    assertThat(history.knows(T)).isFalse();
    assertThat(history.frontier()).isEqualTo(Long.MIN_VALUE);
    history.advance(T);
    // A record may still come at T, with effect at T + 1,000.
    assertThat(history.knows(T + 999)).isTrue();
    assertThat(history.knows(T + 1_000)).isFalse();
    assertThat(history.frontier()).isEqualTo(T + 999);
    history.advance(T - 5);
    assertThat(history.knownUntil()).isEqualTo(T);
  }

  @Test
  void pruningKeepsWhatCanStillMatter_V2() {
    DefinitionLog log =
        new DefinitionLog()
            .effective(T, some.journey("j", 1))
            .effective(T + 1_000, some.journey("j", 2))
            .effective(T + 2_000, some.journey("j", 3));
    log.history().prune(T + 1_500);
    assertThat(live(log, T + 1_501)).isEqualTo(2);
    assertThat(live(log, T + 2_000)).isEqualTo(3);
    assertThat(log.history().records()).hasSize(3 + 2);
  }

  @Test
  void partitionsAtDifferentMomentsDoNotMakeItBuildAgainAndAgain() {
    DefinitionLog log =
        new DefinitionLog()
            .effective(T, some.journey("j", 1))
            .effective(T + 1_000, some.journey("j", 2));
    DefinitionSet early = log.history().at(T);
    DefinitionSet late = log.history().at(T + 1_000);
    log.effective(T + 2_000, some.journey("j", 3));
    assertThat(log.history().at(T + 999)).isSameAs(early);
    assertThat(log.history().at(T + 1_999)).isSameAs(late);
    log.history().prune(T + 1_000);
    assertThat(log.history().at(T + 1_500)).isSameAs(late);
    assertThat(live(log, T + 2_000)).isEqualTo(3);
  }

  @Test
  void recordsOfOneMillisecondTakeEffectTogether() {
    DefinitionLog log = new DefinitionLog().effective(T, some.journey("j", 1));
    assertThat(log.history().at(T).liveJourney("k")).isEmpty();
    log.effective(T, some.journey("k", 1));
    assertThat(log.history().at(T).liveJourney("k")).isPresent();
  }

  @Test
  void itIsRebuiltFromItsRecords() {
    DefinitionLog log =
        new DefinitionLog()
            .effective(T, some.journey("j", 1))
            .effective(T + 1_000, some.journey("j", 2))
            .effective(T + 1_000, some.journey("k", 1), PublicationState.PAUSED);
    log.history().prune(T + 10);
    DefinitionHistory again = new DefinitionHistory(log, refused -> {});
    List<DefinitionRecord> records = new ArrayList<>(log.history().records());
    records.forEach(again::add);
    for (long at : new long[] {T + 20, T + 999, T + 1_000, T + 9_000}) {
      assertThat(again.at(at).liveJourney("j")).isEqualTo(log.history().at(at).liveJourney("j"));
      assertThat(again.at(at).liveJourney("k")).isEqualTo(log.history().at(at).liveJourney("k"));
      assertThat(again.at(at).eventTypes()).isEqualTo(log.history().at(at).eventTypes());
    }
    assertThat(again.records()).isEqualTo(log.history().records());
  }

  @Test
  void aDocumentThatCannotBeUsedIsToldAndLeftOut() {
    List<DefinitionException> refused = new ArrayList<>();
    DefinitionHistory history =
        new DefinitionHistory(
            (kind, text) -> {
              throw new DefinitionException(
                  List.of(new Problem("", 0, 0, "spec", "is empty", "write one")));
            },
            refused::add);
    history.add(new DefinitionRecord.Version(Kind.JOURNEY, "j", 1, "{}", T));
    history.add(new DefinitionRecord.Pointer(Kind.JOURNEY, "j", 1, PublicationState.LIVE, T));
    assertThat(history.at(T + 1_000).liveJourney("j")).isEmpty();
    assertThat(refused).hasSize(1);
  }
}
