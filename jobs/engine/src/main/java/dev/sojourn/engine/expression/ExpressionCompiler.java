package dev.sojourn.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.sojourn.engine.expression.ExpressionException.Fault;
import java.util.List;
import java.util.Optional;

/** Checks expressions and makes them ready to run. */
public final class ExpressionCompiler {
  private ExpressionCompiler() {}

  /**
   * Checks an expression and makes it ready to run. Takes some hundred microseconds, the first one
   * in a context some hundred milliseconds.
   *
   * @param context what the expression may see
   * @param type what it must give
   * @throws ExpressionException with all that is wrong with it
   */
  public static Expression compile(String source, ExpressionContext context, ExpectedType type) {
    CelEnvironment environment = CelEnvironment.of(context);
    try {
      CelAbstractSyntaxTree tree = environment.check(source);
      List<Fault> faults = Faults.of(tree, type);
      if (!faults.isEmpty()) {
        throw new ExpressionException(faults);
      }
      Reads reads = Reads.of(tree.getExpr());
      Optional<Node> closures = NodeCompiler.compile(tree);
      Node node =
          closures.isPresent()
              ? closures.get()
              : new InterpretedNode(environment.program(source), reads);
      // What the library says of values that are missing is its own affair.
      Optional<Requirement> requirement =
          closures.flatMap(covered -> Requirement.of(tree.getExpr()));
      return new CompiledExpression(source, context, type, node, reads, requirement);
    } catch (CelValidationException e) {
      throw new ExpressionException(Faults.of(e, context));
    }
  }

  /**
   * As {@link #compile}, but evaluated by the library whatever it holds: the yardstick for the
   * closures.
   */
  static Expression interpret(String source, ExpressionContext context, ExpectedType type) {
    CelEnvironment environment = CelEnvironment.of(context);
    try {
      Reads reads = Reads.of(environment.check(source).getExpr());
      Node node = new InterpretedNode(environment.program(source), reads);
      return new CompiledExpression(source, context, type, node, reads, Optional.empty());
    } catch (CelValidationException e) {
      throw new ExpressionException(Faults.of(e, context));
    }
  }
}
