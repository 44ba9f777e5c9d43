package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.ExpressionCompiler;
import dev.sojourn.engine.expression.ExpressionContext;
import dev.sojourn.engine.expression.ExpressionException;
import dev.sojourn.engine.expression.Variable;
import java.util.Optional;

/** Reads expressions, and knows what each may see where it stands. */
final class Expressions {
  /** A journey's entry and key: nobody is inside yet. */
  static final ExpressionContext ENTRY = ExpressionContext.of(Variable.EVENT, Variable.PROFILE);

  /** Events that concern an instance. */
  static final ExpressionContext INSIDE =
      ExpressionContext.of(Variable.EVENT, Variable.PROFILE, Variable.JOURNEY, Variable.STEPS);

  /** A journey's steps, and its conditions without an event. */
  static final ExpressionContext STEP =
      ExpressionContext.of(Variable.PROFILE, Variable.JOURNEY, Variable.STEPS);

  /** An audience's events: what counts must be a matter of the event alone (A1). */
  static final ExpressionContext AUDIENCE_EVENT =
      ExpressionContext.of(Variable.EVENT).withoutClock();

  /** An audience's profile: nothing would tell when a value changes with the clock (A3). */
  static final ExpressionContext AUDIENCE_PROFILE =
      ExpressionContext.of(Variable.PROFILE).withoutClock();

  /** A channel's address. */
  static final ExpressionContext ADDRESS = ExpressionContext.of(Variable.PROFILE).withoutClock();

  private static final Expression NEVER =
      ExpressionCompiler.compile("false", ENTRY, ExpectedType.CONDITION);

  private Expressions() {}

  /** The condition; one that is never true, and refused, if it is no good. */
  static Expression condition(Element element, ExpressionContext context) {
    return read(element, context, ExpectedType.CONDITION);
  }

  /** The condition, if there is one. */
  static Optional<Expression> optionalCondition(Element element, ExpressionContext context) {
    return element.exists() ? Optional.of(condition(element, context)) : Optional.empty();
  }

  /** The expression; some other, and refused, if it is no good. */
  static Expression read(Element element, ExpressionContext context, ExpectedType type) {
    Optional<String> source = element.text();
    if (source.isEmpty() || source.get().isEmpty()) {
      return NEVER;
    }
    try {
      return ExpressionCompiler.compile(source.get(), context, type);
    } catch (ExpressionException e) {
      for (ExpressionException.Fault fault : e.faults()) {
        element
            .problems()
            .inside(element.path(), fault.line(), fault.column(), fault.message(), fault.remedy());
      }
      return NEVER;
    }
  }
}
