package dev.sojourn.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.sojourn.engine.expression.DeclaredTypes.Numbers;
import dev.sojourn.engine.expression.ExpressionException.Fault;
import dev.sojourn.engine.expression.TypedTree.Literal;
import dev.sojourn.engine.expression.TypedTree.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks an expression that is good CEL against declared types (A6): whether it applies anything to
 * a value of a type that it cannot be applied to. Types of what is declared only: what is not can
 * be anything.
 *
 * <p>A number may be whole or real, which are different types to the library. An expression fits
 * that does so with all of its numbers whole, or all of them real. Else each reading of one is
 * tried as either, while all the others may be anything; it is refused where it fits as neither.
 *
 * <p>For the moment of publishing: takes about as long as to compile an expression that fits, and
 * some times that to find out what is wrong.
 */
public final class TypeCheck {
  private final ExpressionContext context;
  private final Wanted wanted;
  private final CelAbstractSyntaxTree parsed;
  private final TypedTree tree;

  /** What an expression must give. */
  @FunctionalInterface
  private interface Wanted {
    /** What is wrong with a type; empty if nothing is. */
    Optional<Fault> refusal(CelType type);
  }

  private TypeCheck(
      String source, ExpressionContext context, Map<Variable, DeclaredType> types, Wanted wanted)
      throws CelValidationException {
    this.context = context;
    this.wanted = wanted;
    this.parsed = CelEnvironment.of(context).parse(source);
    Map<String, DeclaredType> names = new TreeMap<>();
    types.forEach((variable, type) -> names.put(variable.label(), type));
    this.tree = TypedTree.of(parsed.getExpr(), names);
  }

  /**
   * What is wrong with an expression under declared types.
   *
   * @param source an expression that {@link ExpressionCompiler} takes
   * @param types of the variables that have one
   * @param type what it must give
   * @return by position; empty if nothing is
   */
  public static List<Fault> check(
      String source,
      ExpressionContext context,
      Map<Variable, DeclaredType> types,
      ExpectedType type) {
    return check(source, context, types, result -> Faults.ofResult(result, type));
  }

  /**
   * The same for an expression whose value is kept under a declared name.
   *
   * @param target as it is named in messages, for example {@code profile.tier}
   * @param type of the target
   */
  public static List<Fault> checkFor(
      String target,
      DeclaredType type,
      String source,
      ExpressionContext context,
      Map<Variable, DeclaredType> types) {
    return check(
        source,
        context,
        types,
        result ->
            DeclaredTypes.takes(type, result)
                ? Optional.empty()
                : Optional.of(
                    new Fault(
                        1,
                        1,
                        "gives "
                            + Faults.typeName(result)
                            + ", but "
                            + target
                            + " is declared as "
                            + type.label(),
                        "write a value of that type, or correct the Schema")));
  }

  /**
   * A name that is read and not declared, where others are.
   *
   * @param line within the expression, from 1
   * @param column within the line, from 1
   * @param of what would have such a name, for example {@code profile.address}
   * @param known the names that are declared there
   */
  public record Undeclared(int line, int column, String name, String of, Set<String> known) {}

  /** The names that an expression reads although nothing declares them; it may be right. */
  public static List<Undeclared> undeclared(
      String source, ExpressionContext context, Map<Variable, DeclaredType> types) {
    TypeCheck check = of(source, context, types);
    return check.tree.unknown().stream().map(check::undeclared).toList();
  }

  /** For an expression that may give anything. */
  static TypeCheck of(String source, ExpressionContext context, Map<Variable, DeclaredType> types) {
    return of(source, context, types, type -> Optional.empty());
  }

  private static TypeCheck of(
      String source, ExpressionContext context, Map<Variable, DeclaredType> types, Wanted wanted) {
    try {
      return new TypeCheck(source, context, types, wanted);
    } catch (CelValidationException e) {
      throw new IllegalArgumentException("not an expression: " + source, e);
    }
  }

  TypedTree tree() {
    return tree;
  }

  /** Whether nothing is wrong if one number is of a kind, and what is declared as whole is. */
  boolean fits(Reading tried, Numbers number) {
    CelValidationResult result =
        result(
            reading ->
                reading.equals(tried)
                    ? number
                    : DeclaredTypes.isWhole(reading.type()) ? Numbers.WHOLE : Numbers.ANY,
            TypeCheck::asWritten);
    return !result.hasError();
  }

  /** Something about a part of the expression. */
  Fault fault(long id, String message, String remedy) {
    CelSourceLocation at = location(id);
    return new Fault(Math.max(1, at.getLine()), Math.max(0, at.getColumn()) + 1, message, remedy);
  }

  private Undeclared undeclared(TypedTree.Stranger name) {
    CelSourceLocation at = location(name.id());
    return new Undeclared(
        Math.max(1, at.getLine()),
        Math.max(0, at.getColumn()) + 1,
        name.name(),
        name.of(),
        ((DeclaredType.Members) name.type()).members().keySet());
  }

  private static List<Fault> check(
      String source, ExpressionContext context, Map<Variable, DeclaredType> types, Wanted wanted) {
    return of(source, context, types, wanted).faults();
  }

  private List<Fault> faults() {
    if (tree.strangers().isEmpty() && (fits(Numbers.WHOLE) || fits(Numbers.REAL))) {
      return List.of();
    }
    Set<Fault> faults = new LinkedHashSet<>();
    tree.strangers().forEach(stranger -> faults.add(fault(stranger)));
    faults.addAll(refusals(Optional.empty(), Numbers.ANY));
    if (faults.isEmpty()) {
      for (Reading reading : tree.readings()) {
        if (DeclaredTypes.hasNumbers(reading.type())) {
          faults.addAll(refusals(reading));
        }
      }
    }
    return faults.stream()
        .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
        .toList();
  }

  /** What is wrong with a reading of numbers, if they fit neither as whole nor as real ones. */
  private List<Fault> refusals(Reading reading) {
    List<Fault> whole = refusals(Optional.of(reading), Numbers.WHOLE);
    // Equality compares whole and real numbers, and a choice gives either; arithmetic does not.
    boolean mayBeReal = !DeclaredTypes.isWhole(reading.type()) || reading.compared();
    if (whole.isEmpty() || (mayBeReal && refusals(Optional.of(reading), Numbers.REAL).isEmpty())) {
      return List.of();
    }
    return whole;
  }

  /** Whether nothing is wrong if all numbers that need not be whole are of a kind. */
  private boolean fits(Numbers number) {
    CelValidationResult result =
        result(
            reading -> DeclaredTypes.isWhole(reading.type()) ? Numbers.WHOLE : number,
            TypeCheck::asWritten);
    return !result.hasError() && unwanted(result).isEmpty();
  }

  /**
   * @param tried whose numbers are of a kind; those of all others may be of either
   */
  private List<Fault> refusals(Optional<Reading> tried, Numbers number) {
    CelValidationResult result =
        result(
            reading -> tried.filter(reading::equals).isPresent() ? number : Numbers.ANY,
            literal ->
                tried
                    .filter(is -> is.compared() && is.name().equals(literal.with()))
                    .map(is -> number)
                    .orElseGet(() -> asWritten(literal)));
    return result.hasError()
        ? result.getErrors().stream().map(issue -> fault(issue, tried)).toList()
        : unwanted(result).stream().toList();
  }

  private static Numbers asWritten(Literal literal) {
    return literal.real() ? Numbers.REAL : Numbers.WHOLE;
  }

  /** What the library says. */
  private CelValidationResult result(
      Function<Reading, Numbers> numbers, Function<Literal, Numbers> literals) {
    List<CelVarDecl> variables = new ArrayList<>();
    for (Reading reading : tree.readings()) {
      CelType type = DeclaredTypes.cel(reading.type(), numbers.apply(reading));
      variables.add(CelVarDecl.newVarDeclaration(reading.name(), type));
    }
    for (Literal literal : tree.literals()) {
      CelType type = DeclaredTypes.cel(DeclaredType.Scalar.NUMBER, literals.apply(literal));
      variables.add(CelVarDecl.newVarDeclaration(literal.name(), type));
    }
    CelAbstractSyntaxTree typed =
        CelAbstractSyntaxTree.newParsedAst(tree.expr(), parsed.getSource());
    return CelEnvironment.of(context).check(typed, variables);
  }

  private Optional<Fault> unwanted(CelValidationResult result) {
    try {
      return wanted.refusal(result.getAst().getResultType());
    } catch (CelValidationException e) {
      throw new IllegalStateException("no error and no tree", e);
    }
  }

  private Fault fault(TypedTree.Stranger stranger) {
    boolean isMap = stranger.type() instanceof DeclaredType.Members;
    return fault(
        stranger.id(),
        isMap
            ? "'" + stranger.name() + "' is not declared for " + stranger.of()
            : stranger.of()
                + " is declared as "
                + stranger.type().label()
                + ", and has no '"
                + stranger.name()
                + "'",
        isMap
            ? "correct the name, or declare it in the Schema; known are "
                + String.join(", ", ((DeclaredType.Members) stranger.type()).members().keySet())
            : "correct the expression, or the Schema");
  }

  private CelSourceLocation location(long id) {
    return parsed
        .getSource()
        .getOffsetLocation(parsed.getSource().getPositionsMap().getOrDefault(id, 0))
        .orElse(CelSourceLocation.NONE);
  }

  /** The library's refusal, with what is declared of the values that it concerns. */
  private Fault fault(CelIssue issue, Optional<Reading> tried) {
    Fault fault = Faults.of(issue, context);
    List<Reading> read =
        CelNavigableExpr.fromExpr(tree.expr())
            .allNodes()
            .map(CelNavigableExpr::expr)
            .filter(part -> part.id() == issue.getExprId())
            .findFirst()
            .map(this::readings)
            .orElse(List.of());
    String message = DeclaredTypes.inWords(fault.message());
    if (tried.filter(is -> !DeclaredTypes.isWhole(is.type())).isPresent()) {
      message = message.replace("integer", "number");
    }
    String declared =
        read.stream()
            .map(is -> is.text() + " is declared as " + is.type().label())
            .distinct()
            .collect(Collectors.joining(", "));
    return new Fault(
        fault.line(),
        fault.column(),
        declared.isEmpty() ? message : message + ": " + declared,
        remedy(fault.remedy(), read, fault.message()));
  }

  private static String remedy(String otherwise, List<Reading> read, String message) {
    return read.stream()
        .filter(is -> is.type() == DeclaredType.Scalar.TIMESTAMP && message.contains("Timestamp"))
        .findFirst()
        .map(is -> "write timestamp(" + is.text() + ")")
        .orElse(otherwise + "; or correct the Schema");
  }

  private List<Reading> readings(CelExpr part) {
    return CelNavigableExpr.fromExpr(part)
        .allNodes()
        .map(CelNavigableExpr::expr)
        .flatMap(inner -> tree.reading(inner).stream())
        .toList();
  }
}
