package dev.sojourn.engine.definition.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table of documents, each with everything that is found in it: line, column, severity, path,
 * message, remedy and name. For each finding there are documents in which it occurs, and some in
 * which it nearly does.
 */
class FindingsTest {
  private static final Instant NOW = Instant.parse("2025-06-02T12:00:00Z");

  /** Is live when a case is looked at. */
  private static final String BASICS =
      """
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: email, version: 1}
      spec: {connector: {type: smtp}}
      ---
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: slow, version: 1}
      spec: {medium: sms, connector: {type: webhook}, limits: [{count: 100, per: PT1S}, {count: 1, per: P1D}]}
      ---
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: strict, version: 1}
      spec: {medium: push, connector: {type: webhook}, limits: [{count: 2, per: PT1H}], onLimit: reject}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: hello, version: 1}
      spec: {parts: {text: hello}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: offer, version: 1}
      spec: {parts: {text: "{{steps.ask.answer.price}}"}}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: capped, version: 1}
      spec: {class: marketing, caps: [{count: 2, per: P7D}, {count: 1, per: P1D, channels: [email]}]}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: free, version: 1}
      spec: {class: transactional}
      ---
      apiVersion: sojourn/v1
      kind: Audience
      metadata: {name: vip, version: 1}
      spec: {profile: profile.vip == true}
      """;

  static Stream<Arguments> cases() throws IOException {
    String table;
    try (InputStream in = FindingsTest.class.getResourceAsStream("findings.txt")) {
      table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Pattern.compile("^=== (?!findings$)", Pattern.MULTILINE)
        .splitAsStream(table)
        .filter(part -> !part.isBlank())
        .map(
            part -> {
              int title = part.indexOf('\n');
              int findings = part.indexOf("=== findings\n");
              return Arguments.of(
                  part.substring(0, title),
                  part.substring(title + 1, findings),
                  part.substring(findings + "=== findings\n".length()).lines().toList());
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everythingFoundIsToldWithItsPlace(String title, String yaml, List<String> expected) {
    Optional<PublicationState> state =
        title.startsWith("dry run") ? Optional.of(PublicationState.DRY_RUN) : Optional.empty();

    assertThat(lint(yaml, BASICS, state)).map(Finding::toString).isEqualTo(expected);
  }

  @Test
  void eachFindingOccursInTheTable() throws IOException {
    Set<Lint> seen = EnumSet.noneOf(Lint.class);
    cases()
        .forEach(
            one ->
                ((List<?>) one.get()[2])
                    .forEach(
                        line -> {
                          String text = (String) line;
                          String label =
                              text.substring(text.lastIndexOf('[') + 1, text.length() - 1);
                          seen.add(Lint.ofLabel(label));
                        }));
    assertThat(seen).isEqualTo(EnumSet.allOf(Lint.class));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatCanOccurInAKindOfDocumentCanBeSilencedThere(Kind kind) {
    Set<String> occurring =
        Arrays.stream(Lint.values())
            .filter(lint -> lint.concerns(kind))
            .map(Lint::label)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> problems =
        DocumentSource.read(
                "",
                "apiVersion: sojourn/v1\nkind: %s\nmetadata: {name: n, version: 1, silence: [zzzzzzzzzzzzz]}\nspec: {}\n"
                    .formatted(kind.label()))
            .problems()
            .stream()
            .map(Object::toString)
            .toList();
    if (occurring.isEmpty()) {
      assertThat(problems).anyMatch(problem -> problem.contains("'silence' is not known here"));
      return;
    }
    // A name that is not known is refused with all that are.
    String refusal =
        problems.stream()
            .filter(problem -> problem.contains("zzzzzzzzzzzzz"))
            .findFirst()
            .orElseThrow();
    Set<String> told =
        Arrays.stream(
                refusal.replaceFirst(".*is not one of ", "").replaceFirst(" \\(.*", "").split(", "))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(occurring);
  }

  @Test
  void withoutJourneysOrChannelsNobodyCanTellWhatIsUsed() {
    String alone =
        """
        apiVersion: sojourn/v1
        kind: ContactPolicy
        metadata: {name: p, version: 1, silence: [never-used, consent-never-asked, unknown-medium]}
        spec: {class: marketing, caps: [{count: 1, per: P1D, channels: [fax]}]}
        """;
    assertThat(lint(alone, "", Optional.empty())).isEmpty();
  }

  @Test
  void findingsNameTheFile() {
    List<SourceDocument> documents =
        DocumentSource.read(
                "shop/j.yaml",
                "apiVersion: sojourn/v1\nkind: Journey\nmetadata: {name: j, version: 1}\nspec: {entry: {request: {}}, start: a, steps: {a: {end: {}}, b: {end: {}}}}\n")
            .documents();
    assertThat(Linter.lint(documents, List.of(), new Circumstances(0, Optional.empty())))
        .map(Finding::toString)
        .containsExactly(
            "shop/j.yaml:4:62: warning: spec.steps.b: no way leads to this step (draw an edge to it, or remove it) [unreachable-step]");
  }

  private static List<Finding> lint(String yaml, String basics, Optional<PublicationState> state) {
    DocumentSource.Reading reading = DocumentSource.read("", yaml);
    assertThat(reading.problems()).isEmpty();
    // What is live comes as it was published, without places.
    List<SourceDocument> live =
        DocumentSource.read("", basics).documents().stream()
            .map(source -> Documents.read(source.document().kind(), source.canonicalJson()))
            .toList();
    assertThat(
            DocumentSet.check(
                reading.documents(), live.stream().map(SourceDocument::document).toList()))
        .isEmpty();
    return Linter.lint(reading.documents(), live, new Circumstances(NOW.toEpochMilli(), state));
  }
}
