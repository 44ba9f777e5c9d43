package dev.sojourn.engine.expression;

import dev.sojourn.engine.signal.CustomerEvent;
import java.util.List;
import java.util.Map;

/**
 * Where a property lies in events. One array access as long as events come with the same layout:
 * where the path lies in the layout last seen is remembered.
 */
public final class EventPath {
  private final List<String> names;

  /** Races are harmless: any thread's value is right for the layout that stands beside it. */
  private Place place = Place.of(SlotLayout.EMPTY, List.of());

  /**
   * @param names from the outermost property to the innermost; at least one
   */
  public EventPath(List<String> names) {
    this.names = names;
  }

  /** The property's value; null if there is none. */
  public Object in(CustomerEvent event) {
    SlotLayout layout = event.layout();
    Place at = place;
    if (at.layout != layout) {
      at = Place.of(layout, names);
      place = at;
    }
    if (at.slot < 0) {
      return SlotLayout.walk(event.properties(), names);
    }
    Object value = event.slot(at.slot);
    return at.rest.isEmpty() ? value : walk(value, at.rest);
  }

  @SuppressWarnings("unchecked")
  private static Object walk(Object value, List<String> rest) {
    return value instanceof Map<?, ?> map ? SlotLayout.walk((Map<String, Object>) map, rest) : null;
  }

  /**
   * Where a path lies in a layout.
   *
   * @param slot of the path, or of the nearest enclosing one that has a slot; -1 if none has
   * @param rest of the path inside the slot's value
   */
  private record Place(SlotLayout layout, int slot, List<String> rest) {
    static Place of(SlotLayout layout, List<String> path) {
      for (int length = path.size(); length > 0; length--) {
        int slot = layout.indexOf(path.subList(0, length));
        if (slot >= 0) {
          return new Place(layout, slot, path.subList(length, path.size()));
        }
      }
      return new Place(layout, -1, path);
    }
  }
}
