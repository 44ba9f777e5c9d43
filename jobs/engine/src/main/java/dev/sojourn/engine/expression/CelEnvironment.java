package dev.sojourn.engine.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The CEL library, set up for one context. */
final class CelEnvironment {
  /** Longest expression, characters. */
  static final int MAX_LENGTH = 10_000;

  /** The function that gives the moment of evaluation, and its only overload. */
  static final String NOW = "now";

  static final String NOW_OVERLOAD = "now_timestamp";

  /** The library's checker stumbles over some trees instead of refusing them. */
  private static final String UNCHECKABLE = "an expression that the CEL library cannot check";

  private static final int MAX_DEPTH = 100;
  private static final int MAX_ITERATIONS = 10_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .enableTimestampEpoch(true)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_DEPTH)
          .maxParseErrorRecoveryLimit(10)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  /** There are no more contexts than sets of variables, with and without a clock. */
  private static final Map<ExpressionContext, CelEnvironment> ENVIRONMENTS =
      new ConcurrentHashMap<>();

  private final CelCompiler compiler;
  private final CelCompiler forLibrary;

  private CelEnvironment(ExpressionContext context) {
    CelMacro has = CelMacro.newGlobalMacro("has", 1, CelEnvironment::expandHas);
    Set<CelStandardMacro> others = EnumSet.allOf(CelStandardMacro.class);
    others.remove(CelStandardMacro.HAS);
    this.compiler = compiler(context, EnumSet.allOf(CelStandardMacro.class));
    this.forLibrary = compiler(context, others, has);
  }

  static CelEnvironment of(ExpressionContext context) {
    return ENVIRONMENTS.computeIfAbsent(context, CelEnvironment::new);
  }

  private static CelCompiler compiler(
      ExpressionContext context, Set<CelStandardMacro> standardMacros, CelMacro... macros) {
    List<CelVarDecl> variables =
        context.variables().stream()
            .map(
                variable ->
                    CelVarDecl.newVarDeclaration(
                        variable.label(), MapType.create(SimpleType.STRING, SimpleType.DYN)))
            .toList();
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(standardMacros)
            .addMacros(macros)
            .addVarDeclarations(variables);
    if (context.clock() == ExpressionContext.Clock.LOG) {
      builder.addFunctionDeclarations(
          CelFunctionDecl.newFunctionDeclaration(
              NOW, CelOverloadDecl.newGlobalOverload(NOW_OVERLOAD, SimpleType.TIMESTAMP)));
    }
    return builder.build();
  }

  /** The tree of an expression whose names and types are right. */
  CelAbstractSyntaxTree check(String source) throws CelValidationException {
    try {
      return compiler.compile(source).getAst();
    } catch (IllegalStateException e) {
      CelIssue issue = CelIssue.formatError(1, 0, UNCHECKABLE);
      throw new CelValidationException(CelSource.newBuilder(source).build(), List.of(issue));
    }
  }

  /** The tree of an expression whose form is right. */
  CelAbstractSyntaxTree parse(String source) throws CelValidationException {
    return compiler.parse(source).getAst();
  }

  /**
   * Checks a tree in which further names may stand.
   *
   * @param variables the further names
   */
  CelValidationResult check(CelAbstractSyntaxTree parsed, List<CelVarDecl> variables) {
    try {
      return compiler.toCompilerBuilder().addVarDeclarations(variables).build().check(parsed);
    } catch (IllegalStateException e) {
      return new CelValidationResult(
          parsed.getSource(), ImmutableList.of(CelIssue.formatError(1, 0, UNCHECKABLE)));
    }
  }

  /** The program by which the library evaluates an expression that has passed {@link #check}. */
  CelRuntime.Program program(String source) throws CelValidationException {
    try {
      return RUNTIME.createProgram(forLibrary.compile(source).getAst());
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("no program of a checked expression: " + source, e);
    }
  }

  /** {@code has(a.b.c)} becomes {@code has(a.b) && has(a.b.c)}: a missing parent is no error. */
  private static Optional<CelExpr> expandHas(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
    CelExpr argument = arguments.get(0);
    if (argument.getKind() != CelExpr.ExprKind.Kind.SELECT) {
      return Optional.of(factory.reportError("invalid argument to has() macro"));
    }
    return Optional.of(present(factory, argument));
  }

  private static CelExpr present(CelMacroExprFactory factory, CelExpr expr) {
    CelExpr parent;
    CelExpr test;
    if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      parent = expr.select().operand();
      test = factory.newSelect(factory.copy(parent), expr.select().field(), true);
    } else {
      parent = expr.call().args().get(0);
      CelExpr name = expr.call().args().get(1);
      test = factory.newGlobalCall("@in", factory.copy(name), factory.copy(parent));
    }
    return isMember(parent) ? factory.newGlobalCall("_&&_", present(factory, parent), test) : test;
  }

  private static boolean isMember(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.SELECT
        || (expr.getKind() == CelExpr.ExprKind.Kind.CALL
            && expr.call().function().equals("_[_]")
            && expr.call().args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE);
  }
}
