package dev.sojourn.engine.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.sojourn.engine.expression.DeclaredType.ListOf;
import dev.sojourn.engine.expression.DeclaredType.MapOf;
import dev.sojourn.engine.expression.DeclaredType.Members;
import dev.sojourn.engine.expression.DeclaredType.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An expression in which every reading of a declared value is replaced by a name of its own, so
 * that the CEL library can be told the value's type. What is not declared stays as it is. A
 * variable of a loop over a declared list is a value of the list's elements' type.
 */
final class TypedTree {
  private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");
  private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_", "_%_", "-_");
  private static final String CHOICE = "_?_:_";

  private final Map<String, Reading> readings = new LinkedHashMap<>();
  private final Map<String, Literal> literals = new LinkedHashMap<>();
  private final Map<Long, Stranger> strangers = new LinkedHashMap<>();
  private final Map<Long, Stranger> unknown = new LinkedHashMap<>();
  private final CelExpr expr;

  /**
   * A place at which a declared value is read.
   *
   * @param name that stands in its place, found nowhere else
   * @param text as the author wrote it, for messages
   * @param compared whether whole and real numbers are the same there: it is an operand of an
   *     equality, or of {@code in}, or one of the values of a choice with which nothing is computed
   */
  record Reading(String name, DeclaredType type, String text, boolean compared) {}

  /**
   * A number in the text that is one of the values of a choice, as a declared number is.
   *
   * @param name that stands in its place, found nowhere else
   * @param with name of the reading of that number
   */
  record Literal(String name, String with, boolean real) {}

  /**
   * A name that a declared type does not have.
   *
   * @param id of the part of the expression
   * @param of text of what has no such name
   */
  record Stranger(long id, String name, String of, DeclaredType type) {}

  /**
   * What a path leads to.
   *
   * @param fixed whether nothing on the way has to be evaluated
   */
  private record Target(DeclaredType type, String text, boolean fixed) {}

  private TypedTree(CelExpr expr, Map<String, DeclaredType> variables) {
    this.expr = typed(expr, variables);
  }

  /**
   * @param variables types of the variables that have one, by name
   */
  static TypedTree of(CelExpr expr, Map<String, DeclaredType> variables) {
    return new TypedTree(expr, variables);
  }

  CelExpr expr() {
    return expr;
  }

  /** In the order of the text, as a rule. */
  List<Reading> readings() {
    return List.copyOf(readings.values());
  }

  List<Literal> literals() {
    return List.copyOf(literals.values());
  }

  List<Stranger> strangers() {
    return List.copyOf(strangers.values());
  }

  /** Names that are not declared, where others are and there may be more. */
  List<Stranger> unknown() {
    return List.copyOf(unknown.values());
  }

  /** What stands for a declared value in a part of the expression. */
  Optional<Reading> reading(CelExpr part) {
    return part.getKind() == CelExpr.ExprKind.Kind.IDENT
        ? Optional.ofNullable(readings.get(part.ident().name()))
        : Optional.empty();
  }

  private CelExpr typed(CelExpr part, Map<String, DeclaredType> names) {
    if (part.getKind() != CelExpr.ExprKind.Kind.IDENT) {
      Optional<Target> target = target(part, names);
      if (target.isPresent() && target.get().fixed && target.get().type != Scalar.ANY) {
        return stand(part.id(), target.get());
      }
    }
    return switch (part.getKind()) {
      case SELECT -> select(part, names);
      case CALL -> call(part, names);
      case LIST ->
          CelExpr.ofList(
              part.id(), all(part.list().elements(), names), part.list().optionalIndices());
      case MAP -> map(part, names);
      case COMPREHENSION -> loop(part, names);
      case IDENT, CONSTANT, STRUCT, NOT_SET -> part;
    };
  }

  private CelExpr stand(long id, Target target) {
    String name = "declared__" + readings.size();
    readings.put(name, new Reading(name, target.type, target.text, false));
    return CelExpr.ofIdent(id, name);
  }

  private ImmutableList<CelExpr> all(List<CelExpr> parts, Map<String, DeclaredType> names) {
    return parts.stream().map(part -> typed(part, names)).collect(ImmutableList.toImmutableList());
  }

  private CelExpr select(CelExpr part, Map<String, DeclaredType> names) {
    CelExpr operand = part.select().operand();
    String field = part.select().field();
    if (part.select().testOnly()) {
      Optional<Target> parent = target(operand, names);
      if (parent.isPresent()) {
        member(part.id(), parent.get(), field);
        if (parent.get().fixed) {
          // It is there or not: true or false, whatever it is.
          return CelExpr.ofConstant(part.id(), CelConstant.ofValue(true));
        }
      }
    }
    return CelExpr.ofSelect(part.id(), typed(operand, names), field, part.select().testOnly());
  }

  private CelExpr call(CelExpr part, Map<String, DeclaredType> names) {
    ImmutableList<CelExpr> args = all(part.call().args(), names);
    String function = part.call().function();
    if (function.equals(CHOICE)) {
      args = choice(args);
    } else if (COMPARISONS.contains(function)) {
      args.forEach(arg -> reading(arg).ifPresent(is -> compare(is, true)));
    } else if (ARITHMETIC.contains(function)) {
      args.stream()
          .filter(TypedTree::isChoice)
          .flatMap(this::chosen)
          .forEach(is -> compare(is, false));
    }
    return CelExpr.ofCall(
        part.id(),
        part.call().target().map(target -> typed(target, names)),
        part.call().function(),
        args);
  }

  private void compare(Reading is, boolean compared) {
    readings.put(is.name, new Reading(is.name, is.type, is.text, compared));
  }

  /**
   * The library wants both values of a choice to be of a type. Ours takes them as they come, so a
   * number in the text is taken for what the declared number beside it is taken for.
   */
  private ImmutableList<CelExpr> choice(ImmutableList<CelExpr> args) {
    List<Reading> chosen = args.stream().skip(1).flatMap(this::chosen).toList();
    chosen.forEach(is -> compare(is, true));
    Optional<String> number =
        chosen.stream()
            .filter(is -> is.type == Scalar.NUMBER || is.type == Scalar.INTEGER)
            .map(Reading::name)
            .findFirst();
    return number.isEmpty()
        ? args
        : ImmutableList.of(
            args.get(0), beside(args.get(1), number.get()), beside(args.get(2), number.get()));
  }

  /** Whether it computes with numbers, if its operands are some. */
  static boolean isArithmetic(CelExpr part) {
    return part.getKind() == CelExpr.ExprKind.Kind.CALL
        && ARITHMETIC.contains(part.call().function());
  }

  private static boolean isChoice(CelExpr part) {
    return part.getKind() == CelExpr.ExprKind.Kind.CALL && part.call().function().equals(CHOICE);
  }

  /** The declared values that a part can come to by choices alone. */
  private Stream<Reading> chosen(CelExpr part) {
    return isChoice(part)
        ? part.call().args().stream().skip(1).flatMap(this::chosen)
        : reading(part).stream();
  }

  /** A part in which numbers that it can come to by choices alone go with a declared number. */
  private CelExpr beside(CelExpr part, String with) {
    if (isChoice(part)) {
      ImmutableList<CelExpr> args = part.call().args();
      return CelExpr.ofCall(
          part.id(),
          part.call().target(),
          CHOICE,
          ImmutableList.of(args.get(0), beside(args.get(1), with), beside(args.get(2), with)));
    }
    CelConstant.Kind kind =
        part.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            ? part.constant().getKind()
            : CelConstant.Kind.NOT_SET;
    if (kind != CelConstant.Kind.INT64_VALUE && kind != CelConstant.Kind.DOUBLE_VALUE) {
      return part;
    }
    String name = "literal__" + literals.size();
    literals.put(name, new Literal(name, with, kind == CelConstant.Kind.DOUBLE_VALUE));
    return CelExpr.ofIdent(part.id(), name);
  }

  private CelExpr map(CelExpr part, Map<String, DeclaredType> names) {
    List<CelExpr.CelMap.Entry> entries = new ArrayList<>();
    for (CelExpr.CelMap.Entry entry : part.map().entries()) {
      entries.add(
          CelExpr.ofMapEntry(
              entry.id(),
              typed(entry.key(), names),
              typed(entry.value(), names),
              entry.optionalEntry()));
    }
    return CelExpr.ofMap(part.id(), ImmutableList.copyOf(entries));
  }

  private CelExpr loop(CelExpr part, Map<String, DeclaredType> names) {
    CelExpr.CelComprehension loop = part.comprehension();
    Map<String, DeclaredType> inside = new HashMap<>(names);
    inside.remove(loop.accuVar());
    inside.remove(loop.iterVar());
    inside.remove(loop.iterVar2());
    if (target(loop.iterRange(), names).map(Target::type).orElse(Scalar.ANY) instanceof ListOf of) {
      inside.put(loop.iterVar(), of.element());
    }
    return CelExpr.ofComprehension(
        part.id(),
        loop.iterVar(),
        loop.iterVar2(),
        typed(loop.iterRange(), names),
        loop.accuVar(),
        typed(loop.accuInit(), names),
        typed(loop.loopCondition(), inside),
        typed(loop.loopStep(), inside),
        typed(loop.result(), inside));
  }

  /** What a path leads to; empty if the part is anything else, or begins with what has no type. */
  private Optional<Target> target(CelExpr part, Map<String, DeclaredType> names) {
    if (part.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      String name = part.ident().name();
      return Optional.ofNullable(names.get(name)).map(type -> new Target(type, name, true));
    }
    if (part.getKind() == CelExpr.ExprKind.Kind.SELECT && !part.select().testOnly()) {
      return target(part.select().operand(), names)
          .map(parent -> member(part.id(), parent, part.select().field()));
    }
    if (part.getKind() == CelExpr.ExprKind.Kind.CALL && part.call().function().equals("_[_]")) {
      return target(part.call().args().get(0), names)
          .flatMap(parent -> element(part, parent, part.call().args().get(1)));
    }
    return Optional.empty();
  }

  private Target member(long id, Target parent, String name) {
    DeclaredType type = Scalar.ANY;
    if (parent.type instanceof MapOf map) {
      type = map.value();
    } else if (parent.type instanceof Members known && known.members().containsKey(name)) {
      type = known.members().get(name);
    } else if (parent.type instanceof Members known && !known.closed()) {
      unknown.put(id, new Stranger(id, name, parent.text, parent.type));
    } else if (parent.type != Scalar.ANY) {
      strangers.put(id, new Stranger(id, name, parent.text, parent.type));
    }
    return new Target(type, parent.text + "." + name, parent.fixed);
  }

  private Optional<Target> element(CelExpr part, Target parent, CelExpr index) {
    boolean constant = index.getKind() == CelExpr.ExprKind.Kind.CONSTANT;
    if (constant && index.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      return parent.type instanceof ListOf
          ? Optional.empty()
          : Optional.of(member(part.id(), parent, index.constant().stringValue()));
    }
    boolean whole = constant && index.constant().getKind() == CelConstant.Kind.INT64_VALUE;
    String text = parent.text + (whole ? "[" + index.constant().int64Value() + "]" : "[]");
    if (parent.type instanceof ListOf list) {
      return Optional.of(new Target(list.element(), text, parent.fixed && whole));
    }
    return parent.type instanceof MapOf map
        ? Optional.of(new Target(map.value(), text, false))
        : Optional.empty();
  }
}
