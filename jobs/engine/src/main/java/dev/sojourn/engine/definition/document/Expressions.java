package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.expression.DeclaredType;
import dev.sojourn.engine.expression.DeclaredType.Members;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.ExpressionCompiler;
import dev.sojourn.engine.expression.ExpressionContext;
import dev.sojourn.engine.expression.ExpressionException;
import dev.sojourn.engine.expression.ExpressionException.Fault;
import dev.sojourn.engine.expression.Variable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads expressions, and knows what each may see where it stands. */
final class Expressions {
  /** A journey's entry and key: nobody is inside yet. */
  static final ExpressionContext ENTRY = ExpressionContext.of(Variable.EVENT, Variable.PROFILE);

  /** A journey's entry by an event that names nobody: it is asked once, for all. */
  static final ExpressionContext BUSINESS = ExpressionContext.of(Variable.EVENT);

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

  /** The condition on events of a type, if there is one. */
  static Optional<Expression> eventCondition(
      Element element, ExpressionContext context, String eventType) {
    return element.exists()
        ? Optional.of(ofEvent(element, context, eventType, ExpectedType.CONDITION))
        : Optional.empty();
  }

  /** The expression without an event; some other, and refused, if it is no good. */
  static Expression read(Element element, ExpressionContext context, ExpectedType type) {
    return ofEvent(element, context, "", type);
  }

  /** The same for an expression that sees events of a type. */
  static Expression ofEvent(
      Element element, ExpressionContext context, String eventType, ExpectedType type) {
    Optional<Declared> declared = element.problems().declared();
    return declared.isPresent()
        ? checked(element, source -> declared.get().check(source, context, eventType, type))
        : compiled(element, context, type);
  }

  /**
   * The expression whose value is kept under a name.
   *
   * @param target where it is kept, for messages
   * @param members what is declared there; the declared types are at hand
   */
  static Expression kept(
      Element element,
      ExpressionContext context,
      String target,
      Function<Declared, Members> members) {
    Optional<Declared> declared = element.problems().declared();
    if (declared.isEmpty()) {
      return compiled(element, context, ExpectedType.VALUE);
    }
    Members known = members.apply(declared.get());
    if (known.closed() && !known.members().containsKey(element.name())) {
      element.refuseName(
          "'" + element.name() + "' is not declared for " + target,
          Suggestion.remedy(
              element.name(),
              known.members().keySet(),
              "correct the name, or declare it in the Schema"));
    }
    declared
        .get()
        .doubt(element.name(), target, known)
        .ifPresent(doubt -> element.refuseName(doubt.message(), doubt.remedy()));
    DeclaredType type = known.members().getOrDefault(element.name(), DeclaredType.Scalar.ANY);
    return checked(
        element,
        source -> declared.get().checkFor(target + "." + element.name(), type, source, context));
  }

  private static Expression compiled(
      Element element, ExpressionContext context, ExpectedType type) {
    Optional<String> source = element.text();
    if (source.isEmpty() || source.get().isEmpty()) {
      return NEVER;
    }
    try {
      return ExpressionCompiler.compile(source.get(), context, type);
    } catch (ExpressionException e) {
      refuse(element, e.faults());
      return NEVER;
    }
  }

  /** Of an expression that compiles, only whether it fits the declared types (A6). */
  private static Expression checked(Element element, Function<String, List<Fault>> check) {
    element.text().ifPresent(source -> refuse(element, check.apply(source)));
    return NEVER;
  }

  private static void refuse(Element element, List<Fault> faults) {
    for (Fault fault : faults) {
      element
          .problems()
          .inside(element.path(), fault.line(), fault.column(), fault.message(), fault.remedy());
    }
  }
}
