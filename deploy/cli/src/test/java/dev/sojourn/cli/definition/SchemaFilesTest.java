package dev.sojourn.cli.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `sojourn validate` and `sojourn apply` say of declared types. */
class SchemaFilesTest {
  private static final String SCHEMA =
      """
      apiVersion: sojourn/v1
      kind: Schema
      metadata: {name: profile, version: %d}
      spec: {of: profile, properties: {points: %s}}
      """;
  private static final String AUDIENCE =
      """
      apiVersion: sojourn/v1
      kind: Audience
      metadata: {name: rich, version: %d}
      spec: {profile: "profile.points %s"}
      """;

  @TempDir Path directory;

  private List<Problem> check(Published published, String... documents) throws IOException {
    return check(Optional.empty(), published, documents);
  }

  private List<Problem> check(
      Optional<PublicationState> state, Published published, String... documents)
      throws IOException {
    Files.writeString(directory.resolve("documents.yaml"), String.join("---\n", documents));
    return DocumentFiles.check(List.of(directory), published, state).problems();
  }

  private Published published(PublicationState schema, String... documents) throws IOException {
    Files.writeString(directory.resolve("documents.yaml"), String.join("---\n", documents));
    Published published = new Published();
    for (DocumentVersion document :
        DocumentFiles.check(List.of(directory), List.of()).documents()) {
      published.add(document.id(), document.version(), document.json());
      PublicationState state = document.kind() == Kind.SCHEMA ? schema : PublicationState.LIVE;
      published.point(document.id(), new Published.Live(document.version(), state));
    }
    return published;
  }

  @Test
  void filesAreCheckedUnderTheirOwnSchemas_A6() throws IOException {
    assertThat(check(new Published(), SCHEMA.formatted(1, "number"), AUDIENCE.formatted(1, "> 5")))
        .isEmpty();
    assertThat(
            check(new Published(), SCHEMA.formatted(1, "number"), AUDIENCE.formatted(1, "> 'a'")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(9);
              assertThat(problem.column()).isEqualTo(33);
              assertThat(problem.path()).isEqualTo("spec.profile");
              assertThat(problem.message()).contains("number, string", "profile.points");
              assertThat(problem.remedy()).contains("correct the Schema");
            });
  }

  @Test
  void filesAreCheckedUnderSchemasThatAreLive_A6() throws IOException {
    Published published = published(PublicationState.LIVE, SCHEMA.formatted(1, "number"));

    assertThat(check(published, AUDIENCE.formatted(1, "== 'a'"))).hasSize(1);
    assertThat(check(published, AUDIENCE.formatted(1, "== 7"))).isEmpty();
  }

  @Test
  void aSchemaThatIsDeletedSaysNothingAnyMore_A6() throws IOException {
    Published published = published(PublicationState.DELETED, SCHEMA.formatted(1, "number"));

    assertThat(check(published, AUDIENCE.formatted(1, "== 'a'"))).isEmpty();
  }

  @Test
  void aSchemaThatSomethingLiveDoesNotFitIsNotPublished_A6() throws IOException {
    Published published =
        published(
            PublicationState.LIVE, SCHEMA.formatted(1, "number"), AUDIENCE.formatted(1, "> 5"));

    assertThat(check(published, SCHEMA.formatted(2, "string")))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("Audience 'rich' version 1, which is live");
    assertThat(check(published, SCHEMA.formatted(2, "string"), AUDIENCE.formatted(2, "> '5'")))
        .isEmpty();
    assertThat(check(published, SCHEMA.formatted(2, "string"), AUDIENCE.formatted(1, "> 5")))
        .as("its file lies beside the schema's")
        .hasSize(1);
  }

  /** Version 1 does not fit the schema, version 2 does and is live. */
  private Published rolledOut() throws IOException {
    Published published = published(PublicationState.LIVE, AUDIENCE.formatted(1, "> 'a'"));
    Published later =
        published(
            PublicationState.LIVE, SCHEMA.formatted(1, "number"), AUDIENCE.formatted(2, "> 5"));
    for (DocumentName name : later.names()) {
      Published.Live live = later.live(name).orElseThrow();
      published.add(name, live.version(), later.version(name, live.version()).orElseThrow());
      published.point(name, live);
    }
    return published;
  }

  @Test
  void aVersionThatIsPublishedIsNotHeldAgainstTypesWhenOnlyItsStateChanges_A6() throws IOException {
    Published published = rolledOut();
    String misfit = AUDIENCE.formatted(1, "> 'a'");

    assertThat(check(published, misfit)).as("rolled back").isEmpty();
    assertThat(check(published, AUDIENCE.formatted(3, "> 'a'"))).hasSize(1);
    published.point(new DocumentName(Kind.AUDIENCE, "rich"), live(1, PublicationState.LIVE));
    for (PublicationState state :
        List.of(PublicationState.PAUSED, PublicationState.STOPPED, PublicationState.DELETED)) {
      assertThat(check(Optional.of(state), published, misfit)).isEmpty();
    }
  }

  @Test
  void oneOfTwoSchemasOfAThingCanBeDeleted_A6() throws IOException {
    String again = SCHEMA.formatted(1, "string").replace("name: profile", "name: again");
    Published published = rolledOut();
    DocumentName name = new DocumentName(Kind.SCHEMA, "again");
    String json = published(PublicationState.LIVE, again).version(name, 1).orElseThrow();
    published.add(name, 1, json);
    published.point(name, live(1, PublicationState.LIVE));

    assertThat(check(published, again))
        .first()
        .extracting(Problem::remedy)
        .asString()
        .contains("--state deleted");
    assertThat(check(Optional.of(PublicationState.DELETED), published, again)).isEmpty();
  }

  @Test
  void whatIsStoppedForbidsNoChangeAndWhatIsClosedDoes_A6() throws IOException {
    Published published = rolledOut();
    String changed = SCHEMA.formatted(2, "string");
    for (PublicationState state :
        List.of(PublicationState.LIVE, PublicationState.PAUSED, PublicationState.CLOSED)) {
      published.point(new DocumentName(Kind.AUDIENCE, "rich"), live(2, state));
      assertThat(check(published, changed)).as(state.label()).hasSize(1);
    }
    for (PublicationState state : List.of(PublicationState.STOPPED, PublicationState.DELETED)) {
      published.point(new DocumentName(Kind.AUDIENCE, "rich"), live(2, state));
      assertThat(check(published, changed)).as(state.label()).isEmpty();
    }
  }

  private static Published.Live live(int version, PublicationState state) {
    return new Published.Live(version, state);
  }
}
