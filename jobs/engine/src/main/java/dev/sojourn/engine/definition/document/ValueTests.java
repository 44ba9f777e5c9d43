package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Rule.Function;
import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.definition.ValueTest.Part;
import dev.sojourn.engine.definition.ValueTest.Relation;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.value.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a value must be. */
final class ValueTests {
  /** More different values than these are not told apart. */
  private static final int MOST_DISTINCT = 1_000;

  private static final Map<String, Relation> RELATIONS = relations();
  private static final Set<Function> OF_ANY_TYPE = Set.of(Function.FIRST, Function.LAST);

  private ValueTests() {}

  private static Map<String, Relation> relations() {
    Map<String, Relation> relations = new LinkedHashMap<>();
    relations.put("above", Relation.ABOVE);
    relations.put("atLeast", Relation.AT_LEAST);
    relations.put("below", Relation.BELOW);
    relations.put("atMost", Relation.AT_MOST);
    relations.put("equals", Relation.EQUALS);
    relations.put("notEquals", Relation.NOT_EQUALS);
    return relations;
  }

  /** The test; what is no good is refused and left out. */
  static ValueTest read(Element is, Function function) {
    List<Part> parts = new ArrayList<>();
    Optional<Class<?>> type = Optional.empty();
    for (Element stated : is.present(List.copyOf(RELATIONS.keySet()))) {
      Optional<Object> operand = operand(stated, function);
      if (operand.isEmpty()) {
        continue;
      }
      if (type.isPresent() && !type.get().equals(operand.get().getClass())) {
        // A6
        stated.refuse(
            "compares with a value of another type than " + parts.get(0).operand(),
            "compare with values of one type");
        continue;
      }
      type = Optional.of(operand.get().getClass());
      parts.add(new Part(RELATIONS.get(stated.name()), operand.get()));
    }
    refuseIfNeedless(is, parts);
    refuseIfImpossible(is, parts);
    return new ValueTest(List.copyOf(parts));
  }

  private static Optional<Object> operand(Element stated, Function function) {
    if (stated.node().isNumber()) {
      return number(stated, function).map(Object.class::cast);
    }
    boolean ordered = !stated.name().equals("equals") && !stated.name().equals("notEquals");
    if (ordered || !(stated.node().isTextual() || stated.node().isBoolean())) {
      // The schema tells of it.
      return Optional.empty();
    }
    if (!OF_ANY_TYPE.contains(function)) {
      // A6
      stated.refuse(
          "a " + function.name().toLowerCase(java.util.Locale.ROOT) + " is a number",
          "compare it with a number");
      return Optional.empty();
    }
    return Optional.of(
        stated.node().isBoolean() ? stated.node().asBoolean() : stated.node().asText());
  }

  private static Optional<BigDecimal> number(Element stated, Function function) {
    Optional<BigDecimal> number =
        stated.node().isIntegralNumber()
            ? Optional.of(Decimals.ofWhole(stated.node().longValue()))
            : Decimals.of(stated.node().doubleValue());
    if (number.isEmpty()) {
      stated.refuse("has more than 18 digits before the point", "write a smaller number");
    } else if (function == Function.DISTINCT && !isSmallCount(number.get())) {
      stated.refuse(
          "a number of different values is a whole number up to " + MOST_DISTINCT,
          "write one from 0 to " + MOST_DISTINCT);
      return Optional.empty();
    }
    return number;
  }

  private static boolean isSmallCount(BigDecimal number) {
    return number.signum() >= 0
        && number.scale() <= 0
        && number.compareTo(BigDecimal.valueOf(MOST_DISTINCT)) <= 0;
  }

  private static void refuseIfNeedless(Element is, List<Part> parts) {
    boolean equals = parts.stream().anyMatch(part -> part.relation() == Relation.EQUALS);
    if (equals && parts.size() > 1) {
      is.at("equals")
          .refuseName("'equals' says it all", "remove what stands beside it, or remove it");
    }
  }

  private static void refuseIfImpossible(Element is, List<Part> parts) {
    Optional<Part> low = first(parts, Set.of(Relation.ABOVE, Relation.AT_LEAST));
    Optional<Part> high = first(parts, Set.of(Relation.BELOW, Relation.AT_MOST));
    if (low.isEmpty() || high.isEmpty()) {
      return;
    }
    int order = ((BigDecimal) low.get().operand()).compareTo((BigDecimal) high.get().operand());
    boolean touching =
        low.get().relation() == Relation.AT_LEAST && high.get().relation() == Relation.AT_MOST;
    if (order > 0 || (order == 0 && !touching)) {
      is.refuse("no number is so", "make the lower bound less than the upper one");
    }
  }

  private static Optional<Part> first(List<Part> parts, Set<Relation> relations) {
    return parts.stream().filter(part -> relations.contains(part.relation())).findFirst();
  }

  /** Of which type the value must be for a test (A6). */
  static ExpectedType typeOf(ValueTest test, Function function) {
    if (function == Function.DISTINCT || test.parts().isEmpty()) {
      return ExpectedType.SCALAR;
    }
    Object operand = test.parts().get(0).operand();
    if (operand instanceof BigDecimal) {
      return ExpectedType.NUMBER;
    }
    return operand instanceof String ? ExpectedType.TEXT : ExpectedType.CONDITION;
  }
}
