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
