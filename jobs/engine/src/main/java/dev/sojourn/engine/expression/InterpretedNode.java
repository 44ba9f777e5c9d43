package dev.sojourn.engine.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelLateFunctionBindings;
import dev.cel.runtime.CelRuntime;
import dev.sojourn.engine.expression.Expression.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole expression, evaluated by the CEL library. Only what the expression names is shown to it,
 * and no nulls inside maps.
 */
final class InterpretedNode implements Node {
  private final CelRuntime.Program program;
  private final Reads reads;

  InterpretedNode(CelRuntime.Program program, Reads reads) {
    this.program = program;
    this.reads = reads;
  }

  @Override
  public Object eval(Scope scope) {
    Map<String, Object> variables = new HashMap<>();
    for (Variable variable : reads.variables()) {
      variables.put(variable.label(), read(scope, variable));
    }
    try {
      return toValue(program.eval(variables, now(scope)));
    } catch (CelEvaluationException e) {
      CelErrorCode code = e.getErrorCode();
      boolean missing =
          code == CelErrorCode.ATTRIBUTE_NOT_FOUND || code == CelErrorCode.INDEX_OUT_OF_BOUNDS;
      // The library's message may quote values, which have no place in logs and dead letters.
      return new Failure(missing, "evaluation failed: " + code);
    }
  }

  private static CelLateFunctionBindings now(Scope scope) {
    Instant now = Instant.ofEpochMilli(scope.now());
    return CelLateFunctionBindings.from(
        CelFunctionBinding.from(CelEnvironment.NOW_OVERLOAD, List.of(), arguments -> now));
  }

  /** The part of a variable that the expression reads, as nested maps. */
  private Map<String, Object> read(Scope scope, Variable variable) {
    Map<String, Object> part = new HashMap<>();
    for (List<String> path : reads.of(variable)) {
      Object value = value(scope, variable, path);
      if (path.isEmpty()) {
        return whole(value);
      }
      if (value != null) {
        put(part, path, present(value));
      }
    }
    return part;
  }

  private static Object value(Scope scope, Variable variable, List<String> path) {
    if (variable == Variable.EVENT) {
      return scope.event() == null ? null : scope.event().at(path);
    }
    Map<String, Object> members = scope.variable(variable.label());
    return members == null ? null : SlotLayout.walk(members, path);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> whole(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) present(value);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> part, List<String> path, Object value) {
    Map<String, Object> at = part;
    for (String name : path.subList(0, path.size() - 1)) {
      at = (Map<String, Object>) at.computeIfAbsent(name, n -> new HashMap<String, Object>());
    }
    String last = path.get(path.size() - 1);
    // Another path may lead further in than this one.
    if (value instanceof Map<?, ?> map && at.get(last) instanceof Map<?, ?> inner) {
      ((Map<String, Object>) inner).putAll((Map<String, Object>) map);
    } else {
      at.put(last, value);
    }
  }

  /** A value as the library wants it. Maps are copies that may be changed. */
  private static Object present(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new HashMap<>();
      map.forEach(
          (key, member) -> {
            if (member != null) {
              copy.put(key, present(member));
            }
          });
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(present(element)));
      return copy;
    }
    return value == null ? NullValue.NULL_VALUE : value;
  }

  /** One of our values, or a failure where the library gives something that we do not know. */
  private static Object toValue(Object value) {
    if (value instanceof NullValue) {
      return null;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        Object converted = toValue(element);
        if (converted instanceof Failure) {
          return converted;
        }
        copy.add(converted);
      }
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object converted = toValue(entry.getValue());
        if (converted instanceof Failure) {
          return converted;
        }
        copy.put(String.valueOf(entry.getKey()), converted);
      }
      return copy;
    }
    if (value instanceof com.google.common.primitives.UnsignedLong unsigned) {
      return unsigned.longValue() >= 0
          ? (Object) unsigned.longValue()
          : new Failure(false, "a whole number is too large");
    }
    return value instanceof Boolean
            || value instanceof Long
            || value instanceof Double
            || value instanceof String
            || value instanceof Instant
            || value instanceof Duration
        ? value
        : new Failure(false, "a value of a type that cannot be used here");
  }
}
