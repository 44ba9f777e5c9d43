package dev.sojourn.cli.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.cli.definition.Change.Action;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final DocumentName NAME = new DocumentName(Kind.JOURNEY, "welcome");

  private final Published published = new Published();

  @Test
  void aNewDocumentIsPublishedLive() {
    Change change = plan(document(1, "{1}"), Optional.empty());

    assertThat(change.action()).isEqualTo(Action.PUBLISH);
    assertThat(change.state()).isEqualTo(PublicationState.LIVE);
    assertThat(change.note()).isEqualTo("new");
  }

  @Test
  void theSameTextIsUnchanged() {
    live(1, "{1}", PublicationState.LIVE);

    assertThat(plan(document(1, "{1}"), Optional.empty()).action()).isEqualTo(Action.UNCHANGED);
  }

  @Test
  void anotherTextUnderAPublishedNumberIsRefusedWithTheNumberToUse() {
    live(1, "{1}", PublicationState.LIVE);
    live(4, "{4}", PublicationState.LIVE);

    Change change = plan(document(1, "{other}"), Optional.empty());

    assertThat(change.action()).isEqualTo(Action.REFUSED);
    assertThat(change.note()).contains("raise metadata.version to 5");
  }

  @Test
  void aLowerNumberThatWasNeverPublishedIsRefused() {
    live(4, "{4}", PublicationState.LIVE);

    Change change = plan(document(3, "{3}"), Optional.empty());

    assertThat(change.action()).isEqualTo(Action.REFUSED);
    assertThat(change.note()).contains("raise metadata.version to 5");
  }

  @Test
  void anOlderVersionWithItsOwnTextBecomesLiveAgain() {
    live(1, "{1}", PublicationState.LIVE);
    live(2, "{2}", PublicationState.LIVE);

    Change change = plan(document(1, "{1}"), Optional.empty());

    assertThat(change.action()).isEqualTo(Action.POINT);
    assertThat(change.note()).isEqualTo("was version 2");
  }

  @Test
  void whatIsPausedStaysPausedUnlessAStateIsStated() {
    live(1, "{1}", PublicationState.PAUSED);

    assertThat(plan(document(2, "{2}"), Optional.empty()).state())
        .isEqualTo(PublicationState.PAUSED);
    Change resumed = plan(document(1, "{1}"), Optional.of(PublicationState.LIVE));
    assertThat(resumed.action()).isEqualTo(Action.POINT);
    assertThat(resumed.note()).isEqualTo("was paused");
  }

  @Test
  void whatWasDeletedComesBackLive() {
    live(1, "{1}", PublicationState.DELETED);

    Change change = plan(document(1, "{1}"), Optional.empty());

    assertThat(change.action()).isEqualTo(Action.POINT);
    assertThat(change.state()).isEqualTo(PublicationState.LIVE);
  }

  @Test
  void whatIsLiveTakesPartInTheChecksAndOfTemplatesEveryVersion() {
    live(1, "{1}", PublicationState.LIVE);
    live(2, "{2}", PublicationState.LIVE);
    DocumentName template = new DocumentName(Kind.TEMPLATE, "t");
    published.add(template, 1, "{t1}");
    published.add(template, 2, "{t2}");
    published.point(template, new Published.Live(1, PublicationState.LIVE));
    DocumentName channel = new DocumentName(Kind.CHANNEL, "email");
    published.add(channel, 1, "{c}");
    published.point(channel, new Published.Live(1, PublicationState.DELETED));

    assertThat(published.known())
        .extracting(DocumentVersion::json)
        .containsExactly("{2}", "{t2}", "{t1}");
  }

  @Test
  void aDraftStandsBesideTheLiveVersionAndStaysADraftWhenAppliedAgain() {
    live(1, "{1}", PublicationState.LIVE);

    Change change = plan(document(2, "{2}"), Optional.of(PublicationState.DRAFT));
    assertThat(change.action()).isEqualTo(Action.PUBLISH);
    assertThat(change.note()).isEqualTo("new");

    live(2, "{2}", PublicationState.DRAFT);
    assertThat(published.live(NAME).orElseThrow().version()).isEqualTo(1);
    assertThat(plan(document(2, "{2}"), Optional.empty()).action()).isEqualTo(Action.UNCHANGED);
    assertThat(plan(document(2, "{2}"), Optional.of(PublicationState.LIVE)).note())
        .isEqualTo("was version 1");
  }

  @Test
  void onlyWhatIsTriedCanBeWithdrawn() {
    live(1, "{1}", PublicationState.LIVE);
    assertThat(plan(document(1, "{1}"), Optional.of(PublicationState.WITHDRAWN)).action())
        .isEqualTo(Action.REFUSED);

    live(2, "{2}", PublicationState.DRY_RUN);
    Change change = plan(document(2, "{2}"), Optional.of(PublicationState.WITHDRAWN));
    assertThat(change.action()).isEqualTo(Action.POINT);
    assertThat(change.note()).isEqualTo("was dry-run");
  }

  @Test
  void onlyJourneysAreTried() {
    DocumentVersion audience = new DocumentVersion(Kind.AUDIENCE, "a", 1, "{1}", "a.yaml");
    assertThat(plan(audience, Optional.of(PublicationState.DRAFT)).action())
        .isEqualTo(Action.REFUSED);
  }

  @Test
  void ofSeveralVersionsTheHighestIsLiveAndStaysSo() {
    List<DocumentVersion> documents =
        List.of(document(2, "{2}"), document(1, "{1}"), document(3, "{3}"));

    List<Change> plan = Plan.of(documents, published, Optional.empty());
    assertThat(plan)
        .extracting(Change::action)
        .containsExactly(Action.ADD, Action.ADD, Action.PUBLISH);
    assertThat(plan).extracting(Change::isNewVersion).containsExactly(true, true, true);
    assertThat(plan).extracting(Change::isDone).containsExactly(false, false, true);
    assertThat(plan.get(0).note()).isEqualTo("version 3 is applied with it");

    apply(plan);
    for (int again = 0; again < 2; again++) {
      plan = Plan.of(documents, published, Optional.empty());
      assertThat(plan)
          .extracting(change -> change.action().label())
          .containsExactly("unchanged", "unchanged", "unchanged");
      apply(plan);
    }
    assertThat(published.live(NAME)).contains(new Published.Live(3, PublicationState.LIVE));
    apply(Plan.of(documents, published, Optional.of(PublicationState.PAUSED)));
    assertThat(published.live(NAME)).contains(new Published.Live(3, PublicationState.PAUSED));
  }

  private void apply(List<Change> plan) {
    for (Change change : plan) {
      DocumentVersion document = change.document();
      if (change.isNewVersion()) {
        published.add(document.id(), document.version(), document.json());
      }
      if (change.isDone()) {
        published.point(document.id(), new Published.Live(document.version(), change.state()));
      }
    }
  }

  @Test
  void aMigrationIsTriedAgainIfThatIsAskedFor() {
    DocumentVersion migration = new DocumentVersion(Kind.MIGRATION, "m", 1, "{1}", "m.yaml");
    published.add(migration.id(), 1, "{1}");
    published.point(migration.id(), new Published.Live(1, PublicationState.LIVE));

    assertThat(plan(migration, Optional.empty()).action()).isEqualTo(Action.UNCHANGED);
    Change again = plan(migration, Optional.of(PublicationState.LIVE));
    assertThat(again.action()).isEqualTo(Action.POINT);
    assertThat(again.makesLive()).as("so that its target is checked").isTrue();

    live(1, "{1}", PublicationState.LIVE);
    assertThat(plan(document(1, "{1}"), Optional.of(PublicationState.LIVE)).action())
        .as("others have nothing to try")
        .isEqualTo(Action.UNCHANGED);
  }

  private Change plan(DocumentVersion document, Optional<PublicationState> state) {
    return Plan.of(List.of(document), published, state).get(0);
  }

  private void live(int version, String json, PublicationState state) {
    published.add(NAME, version, json);
    published.point(NAME, new Published.Live(version, state));
  }

  private static DocumentVersion document(int version, String json) {
    return new DocumentVersion(Kind.JOURNEY, "welcome", version, json, "welcome.yaml");
  }
}
