package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.expression.Expression.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is said of conditions before they run is never contradicted by running them. */
class InspectionTruthTest {
  private static final ExpressionContext CONTEXT = ExpressionContext.of(Variable.PROFILE);
  private static final Object[] VALUES = {null, 1L, 2L, 3L, 2.5, "a", "b", true, false};
  private static final int PROFILES = 40;

  @Property(tries = 600)
  void whatIsSaidHolds(@ForAll long seed) {
    Random random = new Random(seed);
    Expression one = compile(condition(random, 3));
    Expression other = compile(condition(random, 2));
    Inspection inspection = Inspection.of(one);
    boolean implies = inspection.implies(Inspection.of(other));

    for (int i = 0; i < PROFILES; i++) {
      Scope scope = profile(random);
      Truth truth = one.test(scope);
      if (inspection.isNeverTrue()) {
        assertThat(truth).as(one.source()).isNotEqualTo(Truth.TRUE);
      }
      if (inspection.isAlwaysTrue()) {
        assertThat(truth).as(one.source()).isEqualTo(Truth.TRUE);
      }
      if (implies && truth == Truth.TRUE) {
        assertThat(other.test(scope))
            .as("%s implies %s", one.source(), other.source())
            .isEqualTo(Truth.TRUE);
      }
    }
  }

  /** The property above would hold of an inspection that says nothing. */
  @Test
  void theRandomConditionsGiveSomethingToSay() {
    int never = 0;
    int always = 0;
    int implied = 0;
    for (long seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      Expression one = compile(condition(random, 3));
      Inspection inspection = Inspection.of(one);
      never += inspection.isNeverTrue() ? 1 : 0;
      always += inspection.isAlwaysTrue() ? 1 : 0;
      implied += inspection.implies(Inspection.of(compile(condition(random, 2)))) ? 1 : 0;
    }
    assertThat(List.of(never, always, implied)).allMatch(count -> count > 10);
  }

  private static Expression compile(String source) {
    return ExpressionCompiler.compile(source, CONTEXT, ExpectedType.CONDITION);
  }

  private static String condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return atom(random);
    }
    String one = condition(random, depth - 1);
    String other = condition(random, depth - 1);
    return switch (random.nextInt(7)) {
      case 0 -> "!(" + one + ")";
      case 1, 2, 3 -> "(" + one + " || " + other + ")";
      case 4 -> "(" + one + " ? " + other + " : " + condition(random, depth - 1) + ")";
      default -> "(" + one + " && " + other + ")";
    };
  }

  private static String atom(Random random) {
    String path = "profile." + "xy".charAt(random.nextInt(2));
    String[] constants = {"1", "2", "3", "2.5", "'a'", "'b'"};
    String constant = constants[random.nextInt(constants.length)];
    String[] relations = {"==", "!=", "<", "<=", ">", ">="};
    String relation = relations[random.nextInt(relations.length)];
    return switch (random.nextInt(12)) {
      case 0 -> "has(" + path + ")";
      case 1 -> path + " == true";
      case 2 -> path + " in [" + constant + ", 2]";
      case 3 -> random.nextBoolean() ? path + " == " + constant : "2 > 1";
      case 4 -> constant + " " + relation + " " + path;
      default -> path + " " + relation + " " + constant;
    };
  }

  private static Scope profile(Random random) {
    Map<String, Object> attributes = new HashMap<>();
    List<String> names = new ArrayList<>(List.of("x", "y"));
    names.forEach(name -> attributes.put(name, VALUES[random.nextInt(VALUES.length)]));
    return TestScope.of(Map.of(), attributes);
  }
}
