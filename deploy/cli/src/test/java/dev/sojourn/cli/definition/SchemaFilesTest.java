package dev.sojourn.cli.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    Files.writeString(directory.resolve("documents.yaml"), String.join("---\n", documents));
    return DocumentFiles.check(List.of(directory), published).problems();
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
  }
}
