package dev.sojourn.journeys.directory;

import java.util.List;
import java.util.Map;

/** The part of the directory that is in a subtask's reach. */
interface Shelves {
  /** Whether a bucket of an index is this subtask's. */
  boolean isOwn(String index, int bucket);

  /** The profiles in a bucket of an index, each once, ascending. */
  List<String> profiles(String index, int bucket) throws Exception;

  /** How many stays in a bucket of a version of a journey rest at which step. */
  Map<String, Integer> steps(String index, int bucket) throws Exception;

  /** How many entries a bucket of an index has. */
  int size(String index, int bucket) throws Exception;
}
