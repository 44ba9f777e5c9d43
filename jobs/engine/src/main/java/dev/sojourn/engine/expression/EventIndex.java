package dev.sojourn.engine.expression;

import dev.sojourn.engine.signal.CustomerEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * To which of many that want events of one type an event has to be shown (A11). Where many want one
 * property to have a certain text each, an event is shown only to those that want the text it has:
 * ten rules for ten categories cost an event of one category what one of them costs.
 *
 * <p>Immutable as far as anyone can tell.
 */
public final class EventIndex {
  /** Nobody wants such events. */
  public static final EventIndex EMPTY = new EventIndex(new int[0], null, Map.of());

  /** Those that do not say which text they want. */
  private final int[] always;

  /** Null if nobody says which text they want. */
  private final EventPath path;

  /** By text, those that want it together with {@link #always}. */
  private final Map<String, int[]> byText;

  private EventIndex(int[] always, EventPath path, Map<String, int[]> byText) {
    this.always = always;
    this.path = path;
    this.byText = byText;
  }

  /**
   * @param wanted by number, the conditions of which one has to be true for the event to be of
   *     interest; an empty one is always true
   */
  public static EventIndex of(SortedMap<Integer, List<Optional<Expression>>> wanted) {
    Map<List<String>, SortedMap<Integer, Set<String>>> byPath = new HashMap<>();
    wanted.forEach(
        (number, conditions) ->
            texts(conditions)
                .forEach(
                    (path, texts) ->
                        byPath.computeIfAbsent(path, p -> new TreeMap<>()).put(number, texts)));
    // The property that most want; of several, whichever, but always the same.
    List<String> best =
        byPath.keySet().stream()
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .reduce((a, b) -> byPath.get(b).size() > byPath.get(a).size() ? b : a)
            .orElse(null);
    return best == null
        ? new EventIndex(numbers(wanted.keySet(), Map.of(), ""), null, Map.of())
        : of(wanted.keySet(), best, byPath.get(best));
  }

  private static EventIndex of(
      Set<Integer> numbers, List<String> path, Map<Integer, Set<String>> texts) {
    Map<String, int[]> byText = new HashMap<>();
    for (Set<String> some : texts.values()) {
      for (String text : some) {
        byText.computeIfAbsent(text, one -> numbers(numbers, texts, one));
      }
    }
    Map<Integer, Set<String>> none = new HashMap<>(texts);
    none.replaceAll((number, some) -> Set.of());
    return new EventIndex(numbers(numbers, none, ""), new EventPath(path), byText);
  }

  /** The numbers of those that want a text, or do not say which. */
  private static int[] numbers(Set<Integer> all, Map<Integer, Set<String>> texts, String text) {
    return all.stream()
        .filter(number -> !texts.containsKey(number) || texts.get(number).contains(text))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** By path, the texts of which one is required; empty if not all require one of the same path. */
  private static Map<List<String>, Set<String>> texts(List<Optional<Expression>> conditions) {
    Set<List<String>> paths = new HashSet<>();
    Set<String> texts = new HashSet<>();
    for (Optional<Expression> condition : conditions) {
      Optional<Requirement> requirement = condition.flatMap(Expression::requirement);
      if (requirement.isEmpty()) {
        return Map.of();
      }
      paths.add(requirement.get().path());
      texts.add(requirement.get().value());
    }
    return paths.size() == 1 ? Map.of(paths.iterator().next(), texts) : Map.of();
  }

  /**
   * The numbers of those that an event may concern, ascending; not to be changed. Of those left out
   * every condition is false.
   */
  public int[] of(CustomerEvent event) {
    return path != null && path.in(event) instanceof String text
        ? byText.getOrDefault(text, always)
        : always;
  }
}
