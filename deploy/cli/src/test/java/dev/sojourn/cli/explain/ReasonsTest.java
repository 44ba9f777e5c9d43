package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.signal.DeliveryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonsTest {
  private static final Path ENGINE = Path.of("../../jobs/engine/src/main/java/dev/sojourn/engine");

  /** Where the engine says one: these calls, constants and records take a reason as a text. */
  private static final List<Pattern> GIVEN =
      Stream.of(
              "Refusal\\.of\\(\\s*\"([a-z-]+)\"",
              "new Decision\\.Refused\\(\\s*\"([a-z-]+)\"",
              "\\brefuse\\(\\s*stay,\\s*send,\\s*\"([a-z-]+)\"",
              "\\bfail\\(\\s*stay,\\s*call,\\s*\"([a-z-]+)\"",
              "\\bend\\(\\s*\"([a-z-]+)\"",
              "\\bend\\(\\s*turn,[^;\"]*\"([a-z-]+)\"",
              "return Optional\\.of\\(\"([a-z-]+)\"\\)",
              "String [A-Z_]+ = \"([a-z]+(?:-[a-z]+)*)\"")
          .map(Pattern::compile)
          .toList();

  /** Anything that looks like a code, unless it is counted or compared. */
  private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

  /** Reasons that are kept in state, such as why somebody is held: constants with a number. */
  private static final Pattern STORED = Pattern.compile("\\b[A-Z_]+\\(\\d+, \"([a-z-]+)\"\\)");

  /** Codes that are no reasons: they are counted. */
  private static final Pattern COUNTED =
      Pattern.compile("count\\(\\s*\"[a-z-]+\"|\"[a-z]+-condition-failed\"");

  @Test
  void noReasonThatTheEngineGivesIsMissing() throws IOException {
    Set<String> known = new HashSet<>();
    Reasons.all().forEach(reason -> known.add(reason.code()));

    Set<String> given = given();
    given.removeAll(known);

    assertThat(given)
        .as("say in words what these mean and what to do about them, in Reasons")
        .isEmpty();
  }

  @Test
  void theReasonsOfTheEngineAreFound() throws IOException {
    assertThat(given())
        .contains(
            "paused",
            "not-live",
            "outside-dates",
            "already-inside",
            "reentry",
            "unreachable",
            "no-consent",
            "suppressed",
            "capped",
            "policy-unknown",
            "data-too-deep",
            "already-past",
            "moment-missing",
            "completed",
            "exit",
            "timeout");
  }

  /** Constants that are only counted. */
  private static String withoutCounted(String source) {
    Matcher counted = Pattern.compile("\\bcount\\(\\s*([A-Z_]+)\\b").matcher(source);
    String left = COUNTED.matcher(source).replaceAll("");
    while (counted.find()) {
      left = left.replaceAll("String " + counted.group(1) + " = \"[a-z-]+\"", "");
    }
    return left;
  }

  private static Set<String> given() throws IOException {
    Set<String> given = new TreeSet<>();
    for (String room : List.of("journey", "policy")) {
      for (String source : sources(room)) {
        String reasons = withoutCounted(source);
        GIVEN.forEach(pattern -> collect(pattern, reasons, given));
        collect(CODE, reasons, given);
      }
    }
    for (String source : sources("profile")) {
      collect(STORED, source, given);
    }
    return given;
  }

  private static List<String> sources(String room) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ENGINE.resolve(room))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }

  private static void collect(Pattern pattern, String source, Set<String> found) {
    Matcher matcher = pattern.matcher(source);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }

  @Test
  void everyErrorThatEndsAStayIsAReason() throws IOException {
    Set<String> ending = new TreeSet<>();
    for (String source : sources("journey")) {
      collect(Pattern.compile("\\bfail\\(\\s*ErrorCode\\.([A-Z_]+)"), source, ending);
    }

    assertThat(ending).contains("RUNAWAY", "CONDITION_ERROR", "INSTANCE_FAILED");
    assertThat(ending)
        .allSatisfy(
            name ->
                assertThat(Reasons.of(Reason.Group.END, ErrorCode.valueOf(name).code()))
                    .as(name)
                    .isPresent());
  }

  @ParameterizedTest
  @EnumSource(DeliveryReport.Status.class)
  void everyOutcomeIsAReason_D8(DeliveryReport.Status status) {
    assertThat(Reasons.of(Reason.Group.DELIVERY, status.label()).isPresent())
        .isEqualTo(status.isFinal());
  }

  @Test
  void theRefusalsStandInTheOrderInWhichTheyAreChecked_E8() {
    assertThat(Reasons.all())
        .filteredOn(reason -> reason.group() == Reason.Group.ENTRY)
        .extracting(Reason::code)
        .containsExactly(
            "not-live",
            "paused",
            "outside-dates",
            "already-inside",
            "reentry",
            "excluded",
            "holdout",
            "cap-reached",
            "lower-priority");
  }

  @Test
  void everyReasonSaysWhatHappenedAndWhatToDoAndIsThereOnce() {
    assertThat(Reasons.all()).doesNotHaveDuplicates();
    assertThat(Reasons.all())
        .allSatisfy(
            reason -> {
              assertThat(reason.words()).isNotBlank().doesNotEndWith(".");
              assertThat(reason.remedy()).matches("[A-Z].*\\.");
            });
    assertThat(Reasons.all().stream().map(reason -> reason.group() + reason.code()).distinct())
        .hasSameSizeAs(Reasons.all());
  }
}
