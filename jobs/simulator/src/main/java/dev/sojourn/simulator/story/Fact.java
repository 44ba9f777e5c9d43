package dev.sojourn.simulator.story;

import dev.sojourn.engine.expression.SlotLayout;
import java.util.List;
import java.util.Map;

/**
 * One of the things that expectations list.
 *
 * @param happening its place in the timeline, from 0
 * @param fields what may be compared; a step's edge and reason come when it is left
 */
record Fact(int happening, Map<String, Object> fields) {

  /** The value at a path; null if there is none. */
  Object at(List<String> path) {
    return SlotLayout.walk(fields, path);
  }
}
