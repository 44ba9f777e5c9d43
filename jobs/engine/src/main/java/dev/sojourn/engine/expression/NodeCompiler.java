package dev.sojourn.engine.expression;

import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.types.CelKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes closures from a checked tree. */
final class NodeCompiler {

  private final CelAbstractSyntaxTree tree;

  private NodeCompiler(CelAbstractSyntaxTree tree) {
    this.tree = tree;
  }

  /**
   * Empty if the tree holds something that closures do not cover; the library then evaluates the
   * whole.
   */
  static Optional<Node> compile(CelAbstractSyntaxTree tree) {
    return compile(tree, tree.getExpr());
  }

  /** The same for a part of the tree. */
  static Optional<Node> compile(CelAbstractSyntaxTree tree, CelExpr part) {
    try {
      return Optional.of(new NodeCompiler(tree).node(part));
    } catch (NotCoveredException e) {
      return Optional.empty();
    }
  }

  private Node node(CelExpr expr) throws NotCoveredException {
    Optional<Reads.Path> path = Reads.Path.of(expr);
    return switch (expr.getKind()) {
      case CONSTANT -> new Literal.Constant(constant(expr.constant()));
      case IDENT -> Access.path(path.orElseThrow(NotCoveredException::new));
      case SELECT -> {
        boolean test = expr.select().testOnly();
        if (path.isPresent()) {
          yield test ? Access.has(path.get()) : Access.path(path.get());
        }
        Node operand = node(expr.select().operand());
        String field = expr.select().field();
        yield test ? Access.hasMember(operand, field) : Access.member(operand, field);
      }
      case CALL -> path.isPresent() ? Access.path(path.get()) : call(expr.call());
      case LIST -> {
        if (!expr.list().optionalIndices().isEmpty()) {
          throw new NotCoveredException();
        }
        yield Literal.list(nodes(expr.list().elements()));
      }
      case MAP -> map(expr.map());
      case STRUCT, COMPREHENSION, NOT_SET -> throw new NotCoveredException();
    };
  }

  private List<Node> nodes(List<CelExpr> exprs) throws NotCoveredException {
    List<Node> nodes = new ArrayList<>();
    for (CelExpr expr : exprs) {
      nodes.add(node(expr));
    }
    return nodes;
  }

  private Node map(CelExpr.CelMap map) throws NotCoveredException {
    Map<String, Node> members = new LinkedHashMap<>();
    for (CelExpr.CelMap.Entry entry : map.entries()) {
      if (entry.optionalEntry()
          || entry.key().getKind() != CelExpr.ExprKind.Kind.CONSTANT
          || !(constant(entry.key().constant()) instanceof String name)
          || members.put(name, node(entry.value())) != null) {
        throw new NotCoveredException();
      }
    }
    return Literal.map(members);
  }

  private static Object constant(CelConstant constant) throws NotCoveredException {
    return switch (constant.getKind()) {
      case NULL_VALUE -> null;
      case BOOLEAN_VALUE -> constant.booleanValue();
      case INT64_VALUE -> constant.int64Value();
      case DOUBLE_VALUE -> constant.doubleValue();
      case STRING_VALUE -> constant.stringValue();
      default -> throw new NotCoveredException();
    };
  }

  private Node call(CelCall call) throws NotCoveredException {
    // The library finds no overload for a real index that is known as one, but takes one that turns
    // out to be one.
    if (call.function().equals("_[_]") && isReal(call.args().get(1))) {
      throw new NotCoveredException();
    }
    List<Node> args = new ArrayList<>();
    if (call.target().isPresent()) {
      args.add(node(call.target().get()));
    }
    args.addAll(nodes(call.args()));
    return switch (args.size()) {
      case 0 -> {
        if (!call.function().equals(CelEnvironment.NOW)) {
          throw new NotCoveredException();
        }
        yield scope -> Instant.ofEpochMilli(scope.now());
      }
      case 1 -> unary(call.function(), args.get(0));
      case 2 -> binary(call.function(), args.get(0), args.get(1));
      case 3 -> {
        if (!call.function().equals("_?_:_")) {
          throw new NotCoveredException();
        }
        yield Logic.conditional(args.get(0), args.get(1), args.get(2));
      }
      default -> throw new NotCoveredException();
    };
  }

  private boolean isReal(CelExpr expr) {
    return tree.getType(expr.id()).filter(type -> type.kind() == CelKind.DOUBLE).isPresent();
  }

  private static Node unary(String function, Node operand) throws NotCoveredException {
    return switch (function) {
      case "!_" -> Logic.not(operand);
      case "-_" -> Arithmetic.negate(operand);
      case "size" -> Text.size(operand);
      case "dyn" -> operand;
      case "timestamp" -> once(operand, Moments.timestamp(operand));
      case "duration" -> once(operand, Moments.duration(operand));
      default -> throw new NotCoveredException();
    };
  }

  /** A conversion of a constant is done now, once. */
  private static Node once(Node operand, Node conversion) {
    return operand instanceof Literal.Constant
        ? new Literal.Constant(conversion.eval(null))
        : conversion;
  }

  private static Node binary(String function, Node left, Node right) throws NotCoveredException {
    return switch (function) {
      case "_&&_" -> Logic.and(left, right);
      case "_||_" -> Logic.or(left, right);
      case "_==_" -> Comparison.equal(left, right);
      case "_!=_" -> Logic.not(Comparison.equal(left, right));
      case "_<_" -> Comparison.LESS.of(left, right);
      case "_<=_" -> Comparison.LESS_EQUALS.of(left, right);
      case "_>_" -> Comparison.GREATER.of(left, right);
      case "_>=_" -> Comparison.GREATER_EQUALS.of(left, right);
      case "_+_" -> Arithmetic.ADD.of(left, right);
      case "_-_" -> Arithmetic.SUBTRACT.of(left, right);
      case "_*_" -> Arithmetic.MULTIPLY.of(left, right);
      case "_/_" -> Arithmetic.DIVIDE.of(left, right);
      case "_%_" -> Arithmetic.REMAINDER.of(left, right);
      case "@in" -> Comparison.in(left, right);
      case "_[_]" -> Access.index(left, right);
      case "contains" -> Text.CONTAINS.of(left, right);
      case "startsWith" -> Text.STARTS_WITH.of(left, right);
      case "endsWith" -> Text.ENDS_WITH.of(left, right);
      case "matches" -> {
        if (right instanceof Literal.Constant constant
            && constant.value() instanceof String pattern) {
          yield Text.matches(left, Pattern.compile(pattern));
        }
        throw new NotCoveredException();
      }
      default -> throw new NotCoveredException();
    };
  }

  /** Unwinds to where the library is chosen instead. */
  private static final class NotCoveredException extends Exception {
    private static final long serialVersionUID = 1;

    NotCoveredException() {
      super(null, null, false, false);
    }
  }
}
