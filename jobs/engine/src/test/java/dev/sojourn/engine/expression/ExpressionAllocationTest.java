package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every event pays for must not be garbage. */
class ExpressionAllocationTest {
  private static final int EVALUATIONS = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.total >= 50.0 && event.cartId == 'c-1'",
        "event.cartId in ['a', 'b', 'c-1'] || profile.country == 'FR'",
        "event.missing > 1 && event.total > 100",
        "has(event.missing) ? event.missing == 'x' : !(profile.country.startsWith('D'))",
        "event.cartId > 1",
        "profile.consents.email == 'in' && event.total < 60",
        "size(event.lines) < 5 && event.lines[1] == 'b'",
      })
  void aConditionLeavesNoGarbage(String source) {
    // Given
    Expression expression =
        ExpressionCompiler.compile(
            source, ExpressionContext.of(Variable.EVENT, Variable.PROFILE), ExpectedType.CONDITION);
    TestScope scope =
        TestScope.of(
                Map.of("total", 59.9, "cartId", "c-1", "lines", List.of("a", "b")),
                Map.of("country", "FR", "consents", Map.of("email", "in")))
            .sliced(SlotLayout.of(expression.eventPaths()));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    evaluate(expression, scope);

    // When
    long before = threads.getCurrentThreadAllocatedBytes();
    evaluate(expression, scope);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // Then: less than one small object in ten evaluations
    assertThat(allocated).isLessThan(EVALUATIONS * 16L / 10);
  }

  private static void evaluate(Expression expression, TestScope scope) {
    for (int i = 0; i < EVALUATIONS; i++) {
      expression.test(scope);
    }
  }
}
