package dev.sojourn.engine;

import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Scope;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** An expression written in Java; for tests of what uses expressions. */
public record Lambda(
    String source,
    Set<List<String>> eventPaths,
    Set<String> profileAttributes,
    Function<Scope, Object> body)
    implements Expression {

  @Override
  public Object evaluate(Scope scope) {
    return body.apply(scope);
  }

  /** {@code event.name >= bound}. */
  public static Expression eventAtLeast(String name, long bound) {
    return new Lambda(
        "event." + name + " >= " + bound,
        Set.of(List.of(name)),
        Set.of(),
        scope ->
            scope.event().at(List.of(name)) instanceof Long value
                ? (Object) (value >= bound)
                : new Failure(true, name));
  }

  /** {@code event.name}. */
  public static Expression ofEvent(String name) {
    return new Lambda(
        "event." + name,
        Set.of(List.of(name)),
        Set.of(),
        scope -> {
          Object found = scope.event().at(List.of(name));
          return found == null ? new Failure(true, name) : found;
        });
  }

  /** {@code profile.name}. */
  public static Expression ofProfile(String name) {
    return new Lambda(
        "profile." + name,
        Set.of(),
        Set.of(name),
        scope -> {
          Object found = scope.variable("profile").get(name);
          return found == null ? new Failure(true, name) : found;
        });
  }

  /** {@code profile.name == value}. */
  public static Expression profileIs(String name, Object value) {
    return new Lambda(
        "profile." + name + " == " + value,
        Set.of(),
        Set.of(name),
        scope -> {
          Object found = scope.variable("profile").get(name);
          return found == null ? new Failure(true, name) : (Object) found.equals(value);
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lambda lambda && lambda.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
