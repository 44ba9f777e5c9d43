package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.signal.CustomerEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** An index may leave out only what is false of the event, and says nothing of faults. */
class EventIndexTest {
  private static final ExpressionContext CONTEXT =
      ExpressionContext.of(Variable.EVENT, Variable.PROFILE);

  /** Conditions that require a text, and such as only look as if they did. */
  private static final List<String> CONDITIONS =
      List.of(
          "event.a == 'x'",
          "'y' == event.a",
          "event.a == 'x' && event.n > 1.0",
          "event.a == 'y' && event.n > 1.0 && event.b == 'x'",
          "event.a == 'x' || event.b == 'y'",
          "event.n > 1.0 && event.a == 'x'",
          "event.a != 'x'",
          "!(event.a == 'x')",
          "event.b == 'x'",
          "event.c.d == 'x' && event.a == 'y'",
          "event['a'] == 'x'",
          "event.a == event.b",
          "event.a == 'x' ? event.n > 1.0 : true",
          "profile.a == 'x'",
          "event.list.exists(e, e == 'x') && event.a == 'x'",
          "event.a == 'x' && event.list.exists(e, e == 'x')");

  /** Compiling takes far longer than all else here. */
  private static final Map<String, Expression> COMPILED = new ConcurrentHashMap<>();

  private static final Object[] VALUES = {
    null, "x", "y", "z", 1L, 2.5, true, List.of("x"), Map.of("d", "x")
  };

  @Property(tries = 500)
  void leavesOutOnlyWhatIsFalse_A11(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<Integer, List<Optional<Expression>>> wanted = new TreeMap<>();
    for (int number = 0; number < 12; number++) {
      List<Optional<Expression>> conditions = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        conditions.add(
            random.nextInt(8) == 0
                ? Optional.empty()
                : Optional.of(condition(CONDITIONS.get(random.nextInt(CONDITIONS.size())))));
      }
      wanted.put(number * 3, conditions);
    }
    EventIndex index = EventIndex.of(wanted);
    for (int i = 0; i < 20; i++) {
      CustomerEvent event = event(random);
      TestScope scope = TestScope.of(event.properties(), Map.of("a", "x"));
      int[] shown = index.of(event);
      assertThat(shown).isSorted();
      wanted.forEach(
          (number, conditions) -> {
            if (Arrays.binarySearch(shown, number) < 0) {
              for (Optional<Expression> condition : conditions) {
                assertThat(condition.orElseThrow().test(scope))
                    .as("%s of %s", condition, event.properties())
                    .isEqualTo(Expression.Truth.FALSE);
              }
            }
          });
    }
  }

  @Test
  void showsAnEventToThoseThatWantItsTextAndToThoseThatDoNotSay() {
    TreeMap<Integer, List<Optional<Expression>>> wanted = new TreeMap<>();
    wanted.put(1, List.of(Optional.of(condition("event.a == 'x'"))));
    wanted.put(2, List.of(Optional.of(condition("event.a == 'y'"))));
    wanted.put(3, List.of(Optional.of(condition("event.n > 1.0"))));
    wanted.put(4, List.of(Optional.empty()));
    EventIndex index = EventIndex.of(wanted);
    assertThat(index.of(event(Map.of("a", "x")))).containsExactly(1, 3, 4);
    assertThat(index.of(event(Map.of("a", "z")))).containsExactly(3, 4);
    assertThat(index.of(event(Map.of()))).containsExactly(3, 4);
  }

  private static Expression condition(String source) {
    return COMPILED.computeIfAbsent(
        source, text -> ExpressionCompiler.compile(text, CONTEXT, ExpectedType.CONDITION));
  }

  private static CustomerEvent event(Random random) {
    Map<String, Object> properties = new HashMap<>();
    for (String name : List.of("a", "b", "c", "n", "list")) {
      Object value = VALUES[random.nextInt(VALUES.length)];
      if (value != null) {
        properties.put(name, value);
      }
    }
    return event(properties);
  }

  private static CustomerEvent event(Map<String, Object> properties) {
    return CustomerEvent.of("test", "1", 1, properties);
  }
}
