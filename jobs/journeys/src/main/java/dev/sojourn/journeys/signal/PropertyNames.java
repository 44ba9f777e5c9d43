package dev.sojourn.journeys.signal;

import dev.sojourn.engine.expression.SlotLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that a {@link SlotLayout} asks for at one level of an event's properties, found by
 * their UTF-8 bytes. A tree: a name whose value is walked into has a level of its own below it.
 * Immutable.
 */
final class PropertyNames {
  private final Property[] table;

  private PropertyNames(List<Property> properties) {
    // At most half full, so that a name nobody asks for meets an empty place soon.
    int size = Integer.highestOneBit(Math.max(1, properties.size() * 2 - 1)) * 2;
    table = new Property[size];
    for (Property property : properties) {
      int place = place(property.name, property.name.length);
      while (table[place] != null) {
        place = (place + 1) & (size - 1);
      }
      table[place] = property;
    }
  }

  /** The outermost level of a layout. */
  static PropertyNames of(SlotLayout layout) {
    List<Path> paths = new ArrayList<>();
    for (int slot = 0; slot < layout.size(); slot++) {
      paths.add(new Path(layout.paths().get(slot), slot));
    }
    return level(paths);
  }

  /** The property with this name; null if the layout does not ask for it. */
  Property find(byte[] bytes, int length) {
    int place = place(bytes, length);
    for (Property property = table[place]; property != null; property = table[place]) {
      if (Arrays.equals(property.name, 0, property.name.length, bytes, 0, length)) {
        return property;
      }
      place = (place + 1) & (table.length - 1);
    }
    return null;
  }

  private static PropertyNames level(List<Path> paths) {
    Map<String, List<Path>> byName = new LinkedHashMap<>();
    for (Path path : paths) {
      byName.computeIfAbsent(path.names.get(0), name -> new ArrayList<>()).add(path.below());
    }
    List<Property> properties = new ArrayList<>();
    byName.forEach((name, below) -> properties.add(Property.of(name, below)));
    return new PropertyNames(properties);
  }

  private int place(byte[] bytes, int length) {
    // The length and three bytes tell most names of one event apart; all of a name is compared only
    // where these agree.
    int hash = length;
    if (length > 0) {
      hash = (hash * 31 + bytes[0]) * 31 + bytes[length >> 1];
      hash = hash * 31 + bytes[length - 1];
    }
    return (hash ^ hash >>> 8) & (table.length - 1);
  }

  /** What is left of a path from here on, and its slot. */
  record Path(List<String> names, int slot) {

    Path below() {
      return new Path(names.subList(1, names.size()), slot);
    }
  }

  /** A name that is asked for: its value as a whole, values inside it, or both. */
  static final class Property {
    private final byte[] name;
    private final int slot;
    private final List<Path> inside;
    private final PropertyNames below;

    private Property(byte[] name, int slot, List<Path> inside) {
      this.name = name;
      this.slot = slot;
      this.inside = inside;
      this.below = inside.isEmpty() ? null : level(inside);
    }

    private static Property of(String name, List<Path> paths) {
      int slot = -1;
      List<Path> inside = new ArrayList<>();
      for (Path path : paths) {
        if (path.names.isEmpty()) {
          slot = path.slot;
        } else {
          inside.add(path);
        }
      }
      return new Property(name.getBytes(StandardCharsets.UTF_8), slot, List.copyOf(inside));
    }

    /** Whether the value as a whole has a slot. */
    boolean isWhole() {
      return slot >= 0;
    }

    /** Slot of the value as a whole; negative if it has none. */
    int slot() {
      return slot;
    }

    /** Paths that lead into the value; empty if none does. */
    List<Path> inside() {
      return inside;
    }

    /** The level below; null if no path leads into the value. */
    PropertyNames below() {
      return below;
    }
  }
}
