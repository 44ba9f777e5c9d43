package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.expression.Expression.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * The closures and the library's own evaluator agree, with and without slots, on random expressions
 * over random values. Left out is what the library does otherwise than CEL's definition: it lets
 * {@code timestamp()} of a number beyond the year 9999 pass. And what we do otherwise: {@code
 * a['b']} of something that is no map is missing, as {@code a.b} is, and no other error.
 */
class ExpressionDifferentialTest {
  private static final ExpressionContext CONTEXT =
      ExpressionContext.of(Variable.EVENT, Variable.PROFILE);

  // The same tries in every build; to search further, take the seed away and raise the number.
  @Property(tries = 1_000, seed = "20260301")
  void closuresAndLibraryAgree(
      @ForAll("expressions") String source,
      @ForAll("values") Map<String, Object> event,
      @ForAll("values") Map<String, Object> profile) {
    // Given
    Expression closures;
    try {
      closures = ExpressionCompiler.compile(source, CONTEXT, ExpectedType.VALUE);
    } catch (ExpressionException e) {
      Statistics.label("compiled").collect("refused");
      return;
    }
    boolean interpreted = ((CompiledExpression) closures).isInterpreted();
    Statistics.label("compiled").collect(interpreted ? "library" : "closures");
    Expression library = ExpressionCompiler.interpret(source, CONTEXT, ExpectedType.VALUE);
    TestScope scope = TestScope.of(event, profile);

    // When
    Object expected = outcome(library.evaluate(scope));
    Object actual = outcome(closures.evaluate(scope));
    boolean whole = closures.eventPaths().contains(List.<String>of());
    Object sliced =
        whole
            ? actual
            : outcome(closures.evaluate(scope.sliced(SlotLayout.of(closures.eventPaths()))));

    // Then
    assertThat(actual).as(source).isEqualTo(expected);
    assertThat(sliced).as(source + " with slots").isEqualTo(expected);
    Statistics.label("outcome")
        .collect(expected instanceof String s && s.endsWith("!") ? s : "value");
  }

  /** Numbers that are equal are one number here, whichever their type. */
  private static Object outcome(Object value) {
    if (value instanceof Failure failure) {
      return failure.missing() ? "missing!" : "error!";
    }
    return value;
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.longs().map(seed -> new Writer(new Random(seed)).any(4));
  }

  @Provide
  Arbitrary<Map<String, Object>> values() {
    Arbitrary<Object> value = value(2);
    return Combinators.combine(value, value, value, value, value)
        .as(
            (a, b, c, d, e) -> {
              Map<String, Object> map = new HashMap<>();
              map.put("a", a);
              map.put("b", b);
              map.put("n", c instanceof Number ? c : 7L);
              map.put("s", d instanceof String ? d : "x");
              map.put("m", e instanceof Map ? e : null);
              map.values().removeIf(v -> v == null && a instanceof Long);
              return map;
            });
  }

  private static Arbitrary<Object> value(int depth) {
    List<Arbitrary<?>> kinds =
        new ArrayList<>(
            List.of(
                Arbitraries.longs().between(-3, 3),
                Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE),
                Arbitraries.of(0.0, -0.0, 1.0, -1.5, 2.0, 1e300, 9.007199254740992E15),
                Arbitraries.of("", "x", "a", "xa", "2026-03-01T10:00:00Z", "90s"),
                Arbitraries.of(true, false),
                Arbitraries.of(Instant.parse("2026-03-01T10:00:00Z"), Instant.EPOCH),
                Arbitraries.of(Duration.ofSeconds(90), Duration.ofDays(-2))));
    if (depth > 0) {
      kinds.add(value(depth - 1).list().ofMaxSize(3).map(list -> (Object) list));
      kinds.add(
          Combinators.combine(value(depth - 1), value(depth - 1))
              .as((a, b) -> (Object) Map.of("a", a, "b", b)));
      kinds.add(value(depth - 1).map(a -> Map.of("a", a)));
    }
    return Arbitraries.oneOf(kinds.stream().map(kind -> kind.map(v -> (Object) v)).toList());
  }

  /** Writes expressions, mostly of types that fit, sometimes not. */
  private record Writer(Random random) {

    String any(int depth) {
      return switch (random.nextInt(6)) {
        case 0, 1, 2 -> truth(depth);
        case 3 -> number(depth);
        case 4 -> text(depth);
        default -> other(depth);
      };
    }

    private String operand(int depth) {
      return depth <= 0 || random.nextInt(4) == 0 ? path() : any(depth);
    }

    private String path() {
      return of(
          "event.a",
          "event.b",
          "event.n",
          "event.s",
          "event.m",
          "event.a.b",
          "event.m.a",
          "event.m.b",
          "event['a']",
          "event.none",
          "event.none.a",
          "profile.a",
          "profile.n",
          "profile.s",
          "profile.m.a",
          "profile.none",
          "profile['m']",
          "dyn(event.a)");
    }

    private String truth(int depth) {
      if (depth <= 0) {
        return of(
            "true", "false", "has(event.a)", "has(event.m.a)", "has(profile.none)", "event.a == 1");
      }
      int d = depth - 1;
      return switch (random.nextInt(12)) {
        case 0 -> "(" + truth(d) + " && " + truth(d) + ")";
        case 1 -> "(" + truth(d) + " || " + truth(d) + ")";
        case 2 -> "!(" + truth(d) + ")";
        case 3 -> "(" + operand(d) + of(" == ", " != ") + operand(d) + ")";
        case 4, 5 -> "(" + operand(d) + of(" < ", " <= ", " > ", " >= ") + operand(d) + ")";
        case 6 -> "(" + number(d) + of(" < ", " >= ", " == ") + number(d) + ")";
        case 7 ->
            "("
                + operand(d)
                + " in "
                + of("[1, 2.0, 'x']", "event.a", "event.m", "profile.a")
                + ")";
        case 8 -> text(d) + of(".contains(", ".startsWith(", ".endsWith(") + text(d) + ")";
        case 9 -> text(d) + ".matches('^x?a*$')";
        case 10 -> "(" + truth(d) + " ? " + truth(d) + " : " + truth(d) + ")";
        default -> "(" + path() + of(" && ", " || ") + truth(d) + ")";
      };
    }

    private String number(int depth) {
      if (depth <= 0) {
        return of(
            "1",
            "0",
            "2.0",
            "-1",
            "9223372036854775807",
            "9007199254740993",
            "event.n",
            "profile.n",
            "0.5");
      }
      int d = depth - 1;
      return switch (random.nextInt(5)) {
        case 0, 1 -> "(" + number(d) + of(" + ", " - ", " * ", " / ", " % ") + number(d) + ")";
        case 2 -> "size(" + operand(d) + ")";
        case 3 -> "-(" + path() + ")";
        default -> "(" + truth(d) + " ? " + number(d) + " : " + number(d) + ")";
      };
    }

    private String text(int depth) {
      if (depth <= 0) {
        return of("'x'", "'a'", "''", "event.s", "profile.s", "event.a");
      }
      return "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
    }

    private String other(int depth) {
      int d = depth - 1;
      return switch (random.nextInt(8)) {
        case 0 -> "[" + operand(d) + ", " + operand(d) + "]";
        case 1 -> "{'a': " + operand(d) + ", 'b': " + operand(d) + "}";
        case 2 -> path() + "[" + of("0", "1", "profile.s", "2.0", "event.n") + "]";
        case 3 -> "timestamp(" + path() + ")";
        case 4 -> "duration(" + path() + ")";
        case 5 -> "(now()" + of(" - ", " + ") + of("duration('90s')", "timestamp(0)", path()) + ")";
        case 6 -> "(" + path() + of(" + ", " - ") + of("duration('1h')", "now()") + ")";
        default -> "[" + operand(d) + "][" + of("0", "1", "0.0") + "]";
      };
    }

    private String of(String... choices) {
      return Arrays.asList(choices).get(random.nextInt(choices.length));
    }
  }
}
