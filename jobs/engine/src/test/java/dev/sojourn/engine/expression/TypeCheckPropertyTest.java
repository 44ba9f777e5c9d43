package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.expression.DeclaredType.ListOf;
import dev.sojourn.engine.expression.DeclaredType.MapOf;
import dev.sojourn.engine.expression.DeclaredType.Members;
import dev.sojourn.engine.expression.DeclaredType.Scalar;
import dev.sojourn.engine.expression.Expression.Failure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random comparisons of values of random declared types: the check refuses exactly those that
 * compare values of different types when they are evaluated, whole and real numbers being of one.
 */
class TypeCheckPropertyTest {
  private static final ExpressionContext CONTEXT =
      ExpressionContext.of(Variable.EVENT, Variable.PROFILE);
  private static final List<String> EQUALITIES = List.of("==", "!=");
  private static final List<String> ORDERS = List.of("<", "<=", ">", ">=");
  private static final List<Scalar> SCALARS =
      List.of(
          Scalar.STRING,
          Scalar.NUMBER,
          Scalar.INTEGER,
          Scalar.BOOLEAN,
          Scalar.DATE,
          Scalar.TIMESTAMP);

  /** Something to compare, and what it comes to. */
  private record Operand(String text, Object value) {}

  private static final class Shop {
    private final Random random;
    private final Map<Variable, Map<String, DeclaredType>> declared = new EnumMap<>(Variable.class);
    private final Map<Variable, Map<String, Object>> values = new EnumMap<>(Variable.class);
    private final List<Operand> operands = new ArrayList<>();
    private final List<Operand> maps = new ArrayList<>();

    Shop(Random random) {
      this.random = random;
      for (Variable variable : List.of(Variable.EVENT, Variable.PROFILE)) {
        Members members = members(1);
        declared.put(variable, members.members());
        @SuppressWarnings("unchecked")
        Map<String, Object> value = (Map<String, Object>) value(members);
        values.put(variable, value);
        note(variable.label(), members, value);
      }
    }

    private Members members(int depth) {
      Map<String, DeclaredType> members = new LinkedHashMap<>();
      for (int i = 0; i < 4; i++) {
        members.put("p" + i, type(depth));
      }
      return new Members(members, random.nextBoolean());
    }

    private DeclaredType type(int depth) {
      return switch (random.nextInt(depth > 0 ? 8 : 5)) {
        case 5 -> new ListOf(scalar());
        case 6 -> new MapOf(scalar());
        case 7 -> members(depth - 1);
        default -> scalar();
      };
    }

    private Scalar scalar() {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }

    private Object value(DeclaredType type) {
      if (type instanceof ListOf list) {
        return List.of(value(list.element()), value(list.element()));
      }
      if (type instanceof MapOf map) {
        return Map.of("k", value(map.value()));
      }
      if (type instanceof Members members) {
        Map<String, Object> value = new LinkedHashMap<>();
        members.members().forEach((name, member) -> value.put(name, value(member)));
        return value;
      }
      return switch ((Scalar) type) {
        case STRING -> "s" + random.nextInt(3);
        case NUMBER ->
            random.nextBoolean() ? (Object) (long) random.nextInt(3) : random.nextInt(4) / 2.0;
        case INTEGER -> (long) random.nextInt(3);
        case BOOLEAN -> random.nextBoolean();
        case DATE -> "2026-03-0" + (1 + random.nextInt(3));
        case TIMESTAMP -> "2026-03-01T12:00:0" + random.nextInt(3) + "Z";
        case MOMENT, ANY -> throw new AssertionError(type);
      };
    }

    private void note(String text, DeclaredType type, Object value) {
      if (type instanceof Members members) {
        maps.add(new Operand(text, value));
        members
            .members()
            .forEach(
                (name, member) -> note(way(text, name), member, ((Map<?, ?>) value).get(name)));
      } else if (type instanceof MapOf map) {
        maps.add(new Operand(text, value));
        note(way(text, "k"), map.value(), ((Map<?, ?>) value).get("k"));
      } else {
        operands.add(new Operand(text, value));
        if (type instanceof ListOf list) {
          note(text + "[1]", list.element(), ((List<?>) value).get(1));
        }
      }
    }

    private String way(String text, String name) {
      return random.nextBoolean() ? text + "." + name : text + "['" + name + "']";
    }

    Operand declaredOne() {
      return operands.get(random.nextInt(operands.size()));
    }

    Operand any() {
      if (random.nextBoolean()) {
        return declaredOne();
      }
      if (random.nextInt(4) == 0) {
        Scalar of = scalar();
        Object one = value(of);
        return new Operand("[" + literal(one) + "]", List.of(one));
      }
      Object value = value(scalar());
      return new Operand(literal(value), value);
    }

    private static String literal(Object value) {
      return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }

    Operand map() {
      return maps.get(random.nextInt(maps.size()));
    }

    Map<Variable, DeclaredType> types() {
      Map<Variable, DeclaredType> types = new EnumMap<>(Variable.class);
      declared.forEach((variable, members) -> types.put(variable, new Members(members, false)));
      return types;
    }

    TestScope scope() {
      return TestScope.of(values.get(Variable.EVENT), values.get(Variable.PROFILE));
    }
  }

  private static String family(Object value) {
    if (value instanceof List<?> list) {
      return "list of " + family(list.get(0));
    }
    return value instanceof Number ? "number" : value.getClass().getSimpleName();
  }

  private static boolean compares(String operator, Object left, Object right) {
    if (!operator.equals("in")) {
      boolean same = family(left).equals(family(right));
      return same && (EQUALITIES.contains(operator) || !(left instanceof List));
    }
    return right instanceof List<?> list
        ? family(left).equals(family(list.get(0)))
        : right instanceof Map && left instanceof String;
  }

  @Test
  void exactlyWhatComparesDifferentTypesIsRefused_A6() {
    Random random = new Random(6);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      Shop shop = new Shop(random);
      Operand left = shop.declaredOne();
      Operand right = shop.any();
      if (random.nextBoolean()) {
        Operand swapped = left;
        left = right;
        right = swapped;
      }
      String operator =
          switch (random.nextInt(3)) {
            case 0 -> EQUALITIES.get(random.nextInt(EQUALITIES.size()));
            case 1 -> ORDERS.get(random.nextInt(ORDERS.size()));
            default -> "in";
          };
      if (operator.equals("in") && random.nextInt(4) == 0) {
        right = shop.map();
      }
      String source = left.text + " " + operator + " " + right.text;

      boolean compares = compares(operator, left.value, right.value);
      Expression expression;
      try {
        expression = ExpressionCompiler.compile(source, CONTEXT, ExpectedType.CONDITION);
      } catch (ExpressionException e) {
        // A list in the text has no order, whatever is declared.
        assertThat(compares).as(source).isFalse();
        continue;
      }
      if (ORDERS.contains(operator)) {
        assertThat(expression.evaluate(shop.scope()) instanceof Failure)
            .as(source)
            .isNotEqualTo(compares);
      }
      assertThat(TypeCheck.check(source, CONTEXT, shop.types(), ExpectedType.CONDITION).isEmpty())
          .as("%s of %s and %s under %s", source, left.value, right.value, shop.types())
          .isEqualTo(compares);
      refused += compares ? 0 : 1;
    }
    assertThat(refused).isBetween(1_000, 2_500);
  }
}
