package dev.sojourn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.expression.Expression;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The random definitions under which {@code DeterminismTest} replays histories have everything that
 * a definition can have: every kind of document, step, entry, exit, rule, window and state; every
 * optional part present and absent, every list, set and map empty and not, every flag on and off. A
 * new part of a definition fails here until the random ones have it.
 */
class VarietyTest {
  private static final String PACKAGE = "dev.sojourn.engine.definition";

  /** What is never so in a document. */
  private static final Set<String> NEVER =
      Set.of(
          "All.rules empty",
          "Any.rules empty",
          "ValueTest.parts empty",
          "Sequence.steps empty",
          "Await.matches empty",
          "AwaitedReport.statuses empty",
          "Branch.cases empty",
          "Split.sides empty",
          "Experiment.sides empty",
          "Journey.steps empty",
          "Template.names empty",
          "Migration.from empty");

  private final Set<String> seen = new TreeSet<>();

  private void look(Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(this::look);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::look);
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(this::look);
    } else if (value instanceof Enum<?> constant) {
      seen.add(name(constant.getDeclaringClass()) + "." + constant.name());
    } else if (value instanceof Record record && isDefinition(record.getClass())) {
      seen.add(name(record.getClass()));
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        Object part = part(record, component);
        state(name(record.getClass()) + "." + component.getName(), part);
        look(part);
      }
    }
  }

  private static Object part(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void state(String name, Object part) {
    if (part instanceof Optional<?> optional) {
      seen.add(name + (optional.isPresent() ? " present" : " absent"));
    } else if (part instanceof Map<?, ?> map) {
      seen.add(name + (map.isEmpty() ? " empty" : " filled"));
    } else if (part instanceof Collection<?> collection) {
      seen.add(name + (collection.isEmpty() ? " empty" : " filled"));
    } else if (part instanceof Boolean flag) {
      seen.add(name + (flag ? " on" : " off"));
    }
  }

  private static boolean isDefinition(Class<?> type) {
    return type.getName().startsWith(PACKAGE + ".") && !Expression.class.isAssignableFrom(type);
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }

  /** All that there can be in what a type of a definition's part leads to. */
  private static void reach(Class<?> type, Set<Class<?>> reached, Set<String> possible) {
    if (!isDefinition(type) || !reached.add(type)) {
      return;
    }
    if (type.isEnum()) {
      Arrays.stream(type.getEnumConstants())
          .forEach(constant -> possible.add(name(type) + "." + ((Enum<?>) constant).name()));
    } else if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses())
          .forEach(permitted -> reach(permitted, reached, possible));
    } else if (type.isRecord() && !Modifier.isAbstract(type.getModifiers())) {
      possible.add(name(type));
      for (RecordComponent component : type.getRecordComponents()) {
        String name = name(type) + "." + component.getName();
        if (component.getType() == Optional.class) {
          possible.addAll(List.of(name + " present", name + " absent"));
        } else if (Collection.class.isAssignableFrom(component.getType())
            || component.getType() == Map.class) {
          possible.addAll(List.of(name + " empty", name + " filled"));
        } else if (component.getType() == boolean.class) {
          possible.addAll(List.of(name + " on", name + " off"));
        }
        reach(component.getType(), reached, possible);
        arguments(component.getGenericType())
            .forEach(argument -> reach(argument, reached, possible));
      }
    }
  }

  private static List<Class<?>> arguments(java.lang.reflect.Type type) {
    List<Class<?>> arguments = new java.util.ArrayList<>();
    if (type instanceof java.lang.reflect.ParameterizedType parameterized) {
      for (java.lang.reflect.Type argument : parameterized.getActualTypeArguments()) {
        if (argument instanceof Class<?> found) {
          arguments.add(found);
        }
        arguments.addAll(arguments(argument));
      }
    }
    return arguments;
  }

  @Test
  void theRandomDefinitionsHaveEverythingThatThereIs() {
    for (long seed = 0; seed < 300; seed++) {
      DeterminismTest.definitions(new Random(seed)).published().forEach(this::look);
    }
    Set<String> possible = new TreeSet<>();
    Set<Class<?>> reached = new java.util.HashSet<>();
    for (Class<?> document : Document.class.getPermittedSubclasses()) {
      reach(document, reached, possible);
    }
    reach(PublicationState.class, reached, possible);
    possible.removeAll(NEVER);
    assertThat(possible).hasSizeGreaterThan(150);
    assertThat(seen).containsAll(possible).doesNotContainAnyElementsOf(NEVER);
    assertThat(Document.class.getPermittedSubclasses()).hasSize(Kind.values().length);
  }
}
