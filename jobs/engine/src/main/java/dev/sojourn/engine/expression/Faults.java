package dev.sojourn.engine.expression;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.sojourn.engine.expression.Expression.Failure;
import dev.sojourn.engine.expression.ExpressionException.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with an expression, in words for its author. */
final class Faults {
  private static final Pattern UNKNOWN_NAME =
      Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '\\((.*)\\)'.*", Pattern.DOTALL);
  private static final Pattern EXPECTING = Pattern.compile("(.*?) expecting \\{.*", Pattern.DOTALL);

  private Faults() {}

  /** What the library refuses. */
  static List<Fault> of(CelValidationException refusal, ExpressionContext context) {
    List<Fault> faults =
        refusal.getErrors().stream()
            .map(issue -> of(issue, context))
            .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
            .distinct()
            .toList();
    return faults.isEmpty() ? List.of(new Fault(1, 1, refusal.getMessage(), "")) : faults;
  }

  /** One thing that the library refuses. */
  static Fault of(CelIssue issue, ExpressionContext context) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
    String message = issue.getMessage();
    Matcher name = UNKNOWN_NAME.matcher(message);
    if (name.matches() && name.group(1).equals(CelEnvironment.NOW)) {
      return new Fault(
          line,
          column,
          "there is no now() here",
          "nothing would evaluate this again when its value changes with time");
    }
    if (name.matches()) {
      return new Fault(
          line,
          column,
          "unknown name '" + name.group(1) + "'",
          "known here: "
              + context.names()
              + ", and CEL's functions; a text is written in quotation marks");
    }
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      return new Fault(
          line,
          column,
          "'"
              + overload.group(1).replace("_", " ").replace("@", "").strip()
              + "' cannot be applied to "
              + overload.group(2),
          "convert one side with int(), double() or string(), or compare values of one type");
    }
    Matcher expecting = EXPECTING.matcher(message);
    if (expecting.matches()) {
      message = expecting.group(1);
    }
    return new Fault(
        line, column, message.replace("'<EOF>'", "at the end"), "correct the CEL expression");
  }

  /** What the library lets pass and we refuse. */
  static List<Fault> of(CelAbstractSyntaxTree tree, ExpectedType type) {
    List<Fault> faults = new ArrayList<>();
    ofResult(tree.getResultType(), type).ifPresent(faults::add);
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL)
        .forEach(call -> check(tree, call, faults));
    faults.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
    return faults;
  }

  /** That an expression gives something else than it must; empty if it does not. */
  static Optional<Fault> ofResult(CelType result, ExpectedType type) {
    return type.allows(result.kind())
        ? Optional.empty()
        : Optional.of(
            new Fault(
                1,
                1,
                "gives " + typeName(result) + ", but " + type.label() + " is needed here",
                ""));
  }

  private static void check(CelAbstractSyntaxTree tree, CelExpr expr, List<Fault> faults) {
    List<CelExpr> args = expr.call().args();
    switch (expr.call().function()) {
      case "_==_", "_!=_" -> {
        if (args.stream().anyMatch(Faults::isNull)) {
          faults.add(
              at(
                  tree,
                  expr,
                  "comparison with null",
                  "null is the same as missing: use has(a.b) or !has(a.b)"));
        }
      }
      case "timestamp" -> {
        if (isText(args.get(0))
            && Moments.parseMoment(args.get(0).constant().stringValue()) instanceof Failure) {
          faults.add(at(tree, args.get(0), "not a timestamp", "write it as 2026-03-01T12:00:00Z"));
        }
      }
      case "duration" -> {
        if (isText(args.get(0))
            && Moments.parseDuration(args.get(0).constant().stringValue()) instanceof Failure) {
          faults.add(at(tree, args.get(0), "not a duration", "write it as 1h30m or 90s"));
        }
      }
      case "matches" -> {
        CelExpr pattern = args.get(args.size() - 1);
        if (isText(pattern) && !isPattern(pattern.constant().stringValue())) {
          faults.add(at(tree, pattern, "not a regular expression", "use the syntax of RE2"));
        }
      }
      default -> {
        // Nothing more to check than what the library has.
      }
    }
  }

  private static boolean isText(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private static boolean isPattern(String text) {
    try {
      com.google.re2j.Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static boolean isNull(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }

  private static Fault at(CelAbstractSyntaxTree tree, CelExpr expr, String message, String remedy) {
    CelSourceLocation location =
        tree.getSource()
            .getOffsetLocation(tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0))
            .orElse(CelSourceLocation.NONE);
    return new Fault(
        Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1, message, remedy);
  }

  static String typeName(CelType type) {
    return switch (type.kind()) {
      case BOOL -> "true or false";
      case INT, UINT -> "a whole number";
      case DOUBLE -> "a real number";
      case STRING -> "a string";
      case TIMESTAMP -> "a timestamp";
      case DURATION -> "a duration";
      case LIST -> "a list";
      case MAP -> "a map";
      case NULL_TYPE -> "null";
      default -> type.name();
    };
  }
}
