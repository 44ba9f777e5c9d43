package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.Lambda;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
  private static final ExpressionContext CONTEXT =
      ExpressionContext.of(Variable.EVENT, Variable.PROFILE, Variable.JOURNEY, Variable.STEPS);

  private static Inspection inspect(String source) {
    return Inspection.of(ExpressionCompiler.compile(source, CONTEXT, ExpectedType.CONDITION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "1 > 2",
        "!true",
        "1 + 1 == 3 && event.a",
        "event.a && false",
        "event.a && !event.a",
        "!(event.a || !event.a)",
        "event.a == 'x' && event.a == 'y'",
        "event.a == 'x' && event['a'] == 'y'",
        "event.a == 'x' && 'x' != event.a",
        "event.a == 'x' && event.a == 1",
        "event.a in ['x', 'y'] && event.a == 'z'",
        "event.a in ['x', 'y'] && !(event.a in ['y', 'x'])",
        "event.a in []",
        "event.a > 5 && event.a < 3",
        "event.a > 5 && 3 > event.a",
        "event.a > 5 && event.a <= 5",
        "event.a >= 5 && event.a < 5.0",
        "event.a > 5 && event.a < 'x'",
        "event.a > 5 && event.a > 'x'",
        "event.a == 5 && event.a > 'x'",
        "event.a == 5 && event.a > 5",
        "event.a < 'a' && event.a > 'b'",
        "(event.a == 1 || event.a == 2) && event.a == 3",
        "event.b ? false : 1 > 2",
        "event.b ? event.a == 1 && event.a == 2 : event.a == 3 && event.a == 4",
        "!has(event.a) && event.a == 1",
        "!has(event.a) && event.a != 1",
        "timestamp('2020-01-01T00:00:00Z') > timestamp('2021-01-01T00:00:00Z')",
        "event.at < timestamp('2020-01-01T00:00:00Z') && event.at > timestamp('2021-01-01T00:00:00Z')",
        "size('abc') == 4 && profile.x",
        "[1, 2].exists(i, i == 1) && false"
      })
  void whatIsNeverTrueIsFound(String source) {
    assertThat(inspect(source).isNeverTrue()).isTrue();
    assertThat(inspect(source).isAlwaysTrue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "!false",
        "1 < 2",
        "event.a || true",
        "true || event.a > 3",
        "!(event.a && false)",
        "size('abc') == 3",
        "true ? 1 < 2 : event.a"
      })
  void whatIsAlwaysTrueIsFound(String source) {
    assertThat(inspect(source).isAlwaysTrue()).isTrue();
    assertThat(inspect(source).isNeverTrue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A missing value makes both sides an error.
        "event.a || !event.a",
        "event.a == 1 || event.a != 1",
        "event.a",
        "event.a && !event.b",
        "event.a == 'x' && event.b == 'y'",
        "event.a == 1 && event.a == 1.0",
        "event.a > 5 && event.a < 6",
        "event.a >= 5 && event.a <= 5",
        "event.a > 3 && event.a > 5",
        "event.a in ['x', 'y'] && event.a in ['y', 'z']",
        "event.a in ['x', 'y'] && event.a != 'x'",
        "event.a != 1 && event.a != 2",
        "event.a != 5 && event.a > 'x'",
        "has(event.a) && !has(event.b)",
        "!has(event.a) || event.a == 1",
        "event.a == event.b && event.a != event.c",
        "'x' in event.tags && 'y' in event.tags",
        "now() > timestamp('2020-01-01T00:00:00Z')",
        "now() < timestamp('2020-01-01T00:00:00Z')",
        "event.tags.exists(t, t == 'x') && event.tags.exists(t, t == 'y')",
        "event.tags.exists(t, t > 5 && t < 3) || event.a",
        "event.a ? event.b : event.c"
      })
  void ofWhatDependsOnValuesNothingIsSaid(String source) {
    assertThat(inspect(source).isNeverTrue()).isFalse();
    assertThat(inspect(source).isAlwaysTrue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "event.a ~ event.a",
        "event.a && event.b ~ event.a",
        "event.a && event.b ~ event.b && event.a",
        "event.a ~ event.a || event.b",
        "event.a == 1 || event.a == 2 ~ event.a in [1, 2, 3]",
        "event.a == 'x' ~ 'x' == event.a",
        "event.a == 'x' ~ event.a != 'y'",
        "event.a in ['x', 'y'] ~ event.a in ['x', 'y', 'z']",
        "event.a > 100 ~ event.a > 50",
        "event.a > 100 ~ event.a >= 100",
        "event.a >= 101 ~ event.a > 100",
        "event.a < 50 ~ event.a <= 50.0",
        "event.a == 7 ~ event.a > 5",
        "event.a > 100 && event.b ~ event.a > 50",
        "event.a == 1 ~ has(event.a)",
        "event.a > 1 ~ has(event.a)",
        "!(event.a || event.b) ~ !event.a",
        "false ~ event.a",
        "event.a ~ true",
        "event.tags.exists(t, t == 'x') ~ event.tags.exists(t, t == 'x')"
      })
  void whatIsImpliedIsFound(String one, String other) {
    assertThat(inspect(one).implies(inspect(other))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "event.a ~ event.b",
        "event.a ~ event.a && event.b",
        "event.a || event.b ~ event.a",
        "event.a > 50 ~ event.a > 100",
        "event.a >= 100 ~ event.a > 100",
        "event.a > 100 ~ event.a < 200",
        "event.a > 'x' ~ event.a > 5",
        "event.a < 50 ~ event.a > 40",
        "event.a in ['x', 'y', 'z'] ~ event.a in ['x', 'y']",
        "event.a != 'x' ~ event.a == 'y'",
        "has(event.a) ~ event.a == 1",
        "!event.a ~ event.a",
        "event.a ~ !event.a",
        "event.tags.exists(t, t == 'x') ~ event.tags.exists(t, t == 'y')",
        "event.tags.exists(t, t == 'x') ~ event.tags.all(t, t == 'x')"
      })
  void whatIsNotImpliedIsNotClaimed(String one, String other) {
    assertThat(inspect(one).implies(inspect(other))).isFalse();
  }

  @Test
  void whatIsReadIsTold() {
    Inspection inspection = inspect("profile.a.b == 1 && steps['x'].answer.y && now() > event.at");

    assertThat(inspection.reads(Variable.PROFILE)).isEqualTo(Set.of(List.of("a", "b")));
    assertThat(inspection.reads(Variable.STEPS)).isEqualTo(Set.of(List.of("x", "answer", "y")));
    assertThat(inspection.reads(Variable.JOURNEY)).isEmpty();
    assertThat(inspection.asksForNow()).isTrue();
    assertThat(inspection.readsNothing()).isFalse();
    assertThat(inspect("event.a").asksForNow()).isFalse();
    assertThat(inspect("[1].exists(i, i == 2)").readsNothing()).isTrue();
  }

  @Test
  void ofAConditionWithVeryManyWaysNothingIsSaid() {
    List<String> ways =
        IntStream.range(0, 65)
            .mapToObj(i -> "event.a == %d && event.a < %d".formatted(i, i))
            .toList();

    assertThat(inspect(String.join(" || ", ways)).isNeverTrue()).isFalse();
    assertThat(inspect(String.join(" || ", ways.subList(0, 64))).isNeverTrue()).isTrue();
  }

  @Test
  void ofWhatIsNotCelNothingIsSaid() {
    Inspection inspection = Inspection.of(Lambda.profileIs("a", "b"));

    assertThat(inspection.isNeverTrue()).isFalse();
    assertThat(inspection.isAlwaysTrue()).isFalse();
    assertThat(inspection.implies(inspection)).isFalse();
    assertThat(inspection.reads(Variable.PROFILE)).isEqualTo(Set.of(List.of()));
    assertThat(inspection.asksForNow()).isTrue();
    assertThat(inspection.readsNothing()).isFalse();
  }
}
