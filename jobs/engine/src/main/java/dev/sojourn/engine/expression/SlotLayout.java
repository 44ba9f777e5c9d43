package dev.sojourn.engine.expression;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which properties of an event type are decoded, and into which slot. Made once per event type and
 * set of definitions; immutable.
 *
 * <p>A path is a list of property names from the outside in. The empty path means all properties.
 */
public final class SlotLayout {
  /** Nothing is decoded ahead. */
  public static final SlotLayout EMPTY = new SlotLayout(List.of());

  private final List<List<String>> paths;
  private final Map<List<String>, Integer> index;

  private SlotLayout(List<List<String>> paths) {
    this.paths = paths;
    this.index = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      index.put(paths.get(i), i);
    }
  }

  /**
   * The layout that holds these paths, in a stable order, each once. The empty path gets no slot.
   */
  public static SlotLayout of(Collection<List<String>> paths) {
    TreeSet<List<String>> sorted =
        new TreeSet<>((a, b) -> String.join("\u0000", a).compareTo(String.join("\u0000", b)));
    for (List<String> path : paths) {
      if (!path.isEmpty()) {
        sorted.add(List.copyOf(path));
      }
    }
    return sorted.isEmpty() ? EMPTY : new SlotLayout(List.copyOf(sorted));
  }

  /** The slot of a path; -1 if it has none. */
  public int indexOf(List<String> path) {
    Integer slot = index.get(path);
    return slot == null ? -1 : slot;
  }

  public int size() {
    return paths.size();
  }

  /** Path by slot. */
  public List<List<String>> paths() {
    return paths;
  }

  /**
   * The value at a path inside nested maps; null if there is none. The empty path gives the map
   * itself.
   */
  public static Object walk(Map<String, Object> properties, List<String> path) {
    Object value = properties;
    // By index, so that no iterator is made.
    for (int i = 0; i < path.size(); i++) {
      if (!(value instanceof Map<?, ?> map)) {
        return null;
      }
      value = map.get(path.get(i));
    }
    return value;
  }
}
