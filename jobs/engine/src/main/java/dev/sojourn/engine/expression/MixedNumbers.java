package dev.sojourn.engine.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.sojourn.engine.expression.DeclaredType.Scalar;
import dev.sojourn.engine.expression.DeclaredTypes.Numbers;
import dev.sojourn.engine.expression.ExpressionException.Fault;
import dev.sojourn.engine.expression.TypedTree.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arithmetic that cannot be evaluated for some values of a declared number (A6). It takes two whole
 * numbers or two real ones; a number comes as either, and what stands beside it may allow for one
 * of them only. That is no reason to refuse it: all senders may write it in the one way.
 */
public final class MixedNumbers {
  private final TypeCheck check;

  private MixedNumbers(TypeCheck check) {
    this.check = check;
  }

  /**
   * Where an expression mixes numbers.
   *
   * @param source an expression that fits
   * @param types of the variables that have one
   * @return by position; empty if it does not
   */
  public static List<Fault> find(
      String source, ExpressionContext context, Map<Variable, DeclaredType> types) {
    MixedNumbers mixed = new MixedNumbers(TypeCheck.of(source, context, types));
    return CelNavigableExpr.fromExpr(mixed.check.tree().expr())
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(TypedTree::isArithmetic)
        .flatMap(part -> mixed.fault(part).stream())
        .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
        .toList();
  }

  private Optional<Fault> fault(CelExpr part) {
    for (CelExpr arg : part.call().args()) {
      Optional<Reading> number = check.tree().reading(arg).filter(is -> is.type() == Scalar.NUMBER);
      if (number.isPresent()) {
        boolean whole = check.fits(number.get(), Numbers.WHOLE);
        if (whole != check.fits(number.get(), Numbers.REAL)) {
          return Optional.of(fault(part, number.get(), whole));
        }
      }
    }
    return Optional.empty();
  }

  private Fault fault(CelExpr part, Reading number, boolean whole) {
    String operator = part.call().function().replace("_", "");
    String remedy =
        "write "
            + operand(part.call().args().get(0), operator)
            + " "
            + operator
            + " "
            + operand(part.call().args().get(1), operator);
    return check.fault(
        part.id(),
        "'"
            + operator
            + "' takes two whole numbers or two real ones, and "
            + number.text()
            + ", declared as number, can be either",
        whole ? remedy + ", or declare it as integer if it is always whole" : remedy);
  }

  private String operand(CelExpr arg, String operator) {
    boolean whole = operator.equals("%");
    if (arg.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
      CelConstant value = arg.constant();
      if (value.getKind() == CelConstant.Kind.INT64_VALUE) {
        return value.int64Value() + (whole ? "" : ".0");
      }
      if (value.getKind() == CelConstant.Kind.DOUBLE_VALUE) {
        return Double.toString(value.doubleValue());
      }
    }
    String of = check.tree().reading(arg).map(Reading::text).orElse("…");
    return (whole ? "int(" : "double(") + of + ")";
  }
}
