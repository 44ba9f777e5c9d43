package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sojourn.engine.expression.Expression.Failure;
import dev.sojourn.engine.expression.Expression.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionCompilerTest {
  private static final ExpressionContext ALL = ExpressionContext.of(Variable.values());

  private static final TestScope SCOPE = TestScope.of(event(), profile());

  private static Map<String, Object> event() {
    Map<String, Object> event = new HashMap<>();
    event.put("items", 3L);
    event.put("total", 59.9);
    event.put("cartId", "c-1");
    event.put("gone", null);
    event.put("at", "2026-03-01T10:00:00Z");
    event.put(
        "lines", List.of(Map.of("sku", "a", "price", 10.0), Map.of("sku", "b", "price", 49.9)));
    event.put("holes", Arrays.asList("x", null));
    event.put("ship", Map.of("to", Map.of("country", "FR")));
    return event;
  }

  private static Map<String, Object> profile() {
    return Map.of("id", "p1", "country", "FR", "age", 33L, "consents", Map.of("email", "in"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.items > 0",
        "event.items >= 3.0 && event.items < 3.5",
        "event.total >= 50",
        "event.total == 59.9",
        "event.items == 3.0",
        "event.cartId == 'c-1'",
        "event['cartId'] in ['c-0', 'c-1']",
        "'sku' in event.lines[0]",
        "profile.country == 'FR' || event.nothing == 1",
        "event.nothing == 1 || profile.country == 'FR'",
        "!(event.items == 'three')",
        "has(event.ship.to.country)",
        "!has(event.ship.by.country)",
        "!has(event.gone)",
        "!has(profile.consents.sms)",
        "!has(profile.address.city)",
        "!has(report.code)",
        "size(event.lines) == 2",
        "event.lines.size() == 2",
        "size('äöü😀') == 4",
        "event.lines[1].price > 49.0",
        "event.cartId.startsWith('c') && event.cartId.endsWith('1') && event.cartId.contains('-')",
        "event.cartId.matches('^c-[0-9]+$')",
        "event.lines.exists(l, l.sku == 'b')",
        "event.lines.all(event, event.price > 1.0)",
        "event.items + 1 == 4 && 7 / 2 == 3 && 7 % 4 == 3 && 2 * 3 - 1 == 5 && -event.items == -3",
        "'cart ' + event.cartId == 'cart c-1'",
        "[1, 2] + [3] == [1, 2, 3]",
        "{'a': 1, 'b': [2.0]} == {'b': [2], 'a': 1.0}",
        "timestamp(event.at) < now()",
        "now() - timestamp(event.at) == duration('2h')",
        "timestamp(event.at) + duration('1h30m') < now() - duration('29m')",
        "timestamp(0) < now()",
        "now().getFullYear() == 2026",
        "(profile.age >= 18 ? 'adult' : 'minor') == 'adult'",
        "string(event.items) == '3'",
        "double(event.items) * 2.0 == 6.0",
      })
  void aTrueConditionHoldsWithAndWithoutSlots(String source) {
    // When
    Expression expression = ExpressionCompiler.compile(source, ALL, ExpectedType.CONDITION);

    // Then
    SlotLayout layout = SlotLayout.of(expression.eventPaths());
    assertThat(expression.test(SCOPE)).isEqualTo(Truth.TRUE);
    assertThat(expression.test(SCOPE.sliced(layout))).isEqualTo(Truth.TRUE);
    assertThat(ExpressionCompiler.interpret(source, ALL, ExpectedType.CONDITION).test(SCOPE))
        .isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.nothing > 1",
        "!(event.nothing > 1)",
        "event.gone == 'x'",
        "event.ship.by == 'x'",
        "event.items > 0 && event.nothing == 1",
        "event.lines[7].sku == 'a'",
        "event.holes[1] == 'x'",
        "event.nothing ? true : false",
        "size(event.nothing) == 0",
        "report.status == 'opened'",
        "profile.consents.sms == 'in'",
        "event.lines.exists(l, l.nothing == 'b')",
      })
  void aConditionOverAMissingValueIsFalse_S5(String source) {
    assertThat(ExpressionCompiler.compile(source, ALL, ExpectedType.CONDITION).test(SCOPE))
        .isEqualTo(Truth.FALSE);
    assertThat(ExpressionCompiler.interpret(source, ALL, ExpectedType.CONDITION).test(SCOPE))
        .isEqualTo(Truth.FALSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.cartId > 1",
        "event.cartId + 1 == 2",
        "event.items / 0 == 1",
        "event.items + 9223372036854775807 > 0",
        "event.items * 9223372036854775807 > 0",
        "event.cartId",
        "event.cartId && true",
        "timestamp(event.cartId) < now()",
        "event.items.contains('x')",
        "size(event.items) == 1",
        "int(event.cartId) == 1",
      })
  void aConditionThatCannotBeEvaluatedFails_S5(String source) {
    assertThat(ExpressionCompiler.compile(source, ALL, ExpectedType.CONDITION).test(SCOPE))
        .isEqualTo(Truth.FAILED);
    assertThat(ExpressionCompiler.interpret(source, ALL, ExpectedType.CONDITION).test(SCOPE))
        .isEqualTo(Truth.FAILED);
  }

  @Test
  void valuesComeAsTheScopePromises() {
    assertThat(value("event.items + 1")).isEqualTo(4L);
    assertThat(value("event.total / 2.0")).isEqualTo(29.95);
    assertThat(value("[event.cartId, event.items]")).isEqualTo(List.of("c-1", 3L));
    assertThat(value("{'a': event.items}")).isEqualTo(Map.of("a", 3L));
    assertThat(value("now()")).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(value("duration('90s')")).isEqualTo(Duration.ofSeconds(90));
    assertThat(value("event.lines.map(l, l.sku)")).isEqualTo(List.of("a", "b"));
    assertThat(value("now() + duration('1s')").getClass()).isEqualTo(Instant.class);
    assertThat(value("event.nothing"))
        .asInstanceOf(type(Failure.class))
        .extracting(Failure::missing)
        .isEqualTo(true);
    assertThat(value("event.items > 99 ? event.items : null")).isNull();
  }

  private static Object value(String source) {
    return ExpressionCompiler.compile(source, ALL, ExpectedType.VALUE).evaluate(SCOPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event.a.b == 1 && event.a.c.d > 2 | [a, b];[a, c, d] | ",
        "event['a'].b == 1 | [a, b] | ",
        "event.lines[0].sku == 'x' | [lines] | ",
        "event[profile.field] == 1 | [] | field",
        "has(event.a.b) | [a, b] | ",
        "event == {} | [] | ",
        "profile.consents.email == 'in' | | consents",
        "profile['country'] == 'x' && size(profile.tags) > 1 | | country;tags",
        "profile[event.which] == 1 | [which] | *",
        "event.lines.exists(event, event.sku == profile.sku) | [lines] | sku",
        "event.lines.exists(profile, profile.sku == 'x') | [lines] | ",
      })
  void readsAreTheLongestConstantPaths(String source, String events, String attributes) {
    Expression expression = ExpressionCompiler.compile(source, ALL, ExpectedType.CONDITION);
    assertThat(expression.eventPaths().stream().map(List::toString))
        .hasSameElementsAs(split(events));
    assertThat(expression.profileAttributes()).hasSameElementsAs(split(attributes));
  }

  private static Set<String> split(String text) {
    return text == null ? Set.of() : Set.copyOf(List.of(text.split(";\\s*")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event.items >                  | 1:14 | mismatched input at the end",
        "evnt.items > 1                 | 1:1  | unknown name 'evnt'",
        "event.items > 1 && steps.x > 0 | 1:20 | unknown name 'steps'",
        "event.a == 1 && 'x' < 1        | 1:21 | '<' cannot be applied to string, int",
        "event.items + 1                | 1:1  | gives a whole number, but true or false is needed here",
        "timestamp('today') < now()     | 1:11 | not a timestamp",
        "duration('P1D') > duration(event.x) | 1:10 | not a duration",
        "event.a.matches('(')           | 1:17 | not a regular expression",
        "event.a == null                | 1:9  | comparison with null",
        "event.a =! 1                   | 1:9  | token recognition error at: '=!'",
        "has(event)                     | 1:4  | invalid argument to has() macro",
        "later()                        | 1:6  | unknown name 'later'",
      })
  void aBadExpressionIsRefusedWithItsPosition_A6(String source, String position, String message) {
    assertThatThrownBy(
            () ->
                ExpressionCompiler.compile(
                    source,
                    ExpressionContext.of(Variable.EVENT, Variable.PROFILE),
                    ExpectedType.CONDITION))
        .asInstanceOf(type(ExpressionException.class))
        .extracting(e -> e.faults().get(0))
        .satisfies(
            fault -> {
              assertThat(fault.message()).startsWith(message);
              assertThat(fault.line() + ":" + fault.column()).isEqualTo(position);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 5_000, 20_000})
  void aHugeOrDeepExpressionIsRefused(int depth) {
    String source = "(".repeat(depth) + "true" + ")".repeat(depth);
    assertThatThrownBy(() -> ExpressionCompiler.compile(source, ALL, ExpectedType.CONDITION))
        .isInstanceOf(ExpressionException.class);
  }

  @Test
  void aLoopThatTakesTooLongFails() {
    List<Object> many = java.util.Collections.nCopies(1_000, 1L);
    Expression expression =
        ExpressionCompiler.compile(
            "event.n.exists(a, event.n.exists(b, a + b == 3))", ALL, ExpectedType.CONDITION);
    assertThat(expression.test(TestScope.of(Map.of("n", many), Map.of()))).isEqualTo(Truth.FAILED);
  }

  @Test
  void expressionsOfTheSameTextAndPlaceAreEqual() {
    Expression one = ExpressionCompiler.compile("event.a == 1", ALL, ExpectedType.CONDITION);
    assertThat(one)
        .isEqualTo(ExpressionCompiler.compile("event.a == 1", ALL, ExpectedType.CONDITION))
        .isNotEqualTo(ExpressionCompiler.compile("event.a == 2", ALL, ExpectedType.CONDITION))
        .hasToString("event.a == 1");
  }
}
