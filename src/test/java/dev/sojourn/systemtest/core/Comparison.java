package dev.sojourn.systemtest.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a job's requests and those that it should have made have not in common.
 *
 * @param missing should have been made and were not
 * @param unexpected were made and should not have been
 * @param different were made with other fields than they should have; by id, the fields and both
 *     values
 */
public record Comparison(
    List<ExpectedRequest> missing, List<ExpectedRequest> unexpected, List<String> different) {

  /** Compares id by id and field by field. */
  public static Comparison of(
      Map<String, ExpectedRequest> expected, Map<String, ExpectedRequest> made) {
    Comparison comparison = new Comparison(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    expected.forEach(
        (id, request) -> {
          if (!made.containsKey(id)) {
            comparison.missing.add(request);
          } else if (!made.get(id).equals(request)) {
            comparison.different.add(difference(request, made.get(id)));
          }
        });
    made.forEach(
        (id, request) -> {
          if (!expected.containsKey(id)) {
            comparison.unexpected.add(request);
          }
        });
    return comparison;
  }

  private static String difference(ExpectedRequest expected, ExpectedRequest made) {
    StringBuilder text = new StringBuilder(expected.id());
    TreeSet<String> names = new TreeSet<>(expected.fields().keySet());
    names.addAll(made.fields().keySet());
    for (String name : names) {
      Object due = expected.fields().get(name);
      Object is = made.fields().get(name);
      if (due == null ? is != null : !due.equals(is)) {
        text.append("; ").append(name).append(" should be ").append(due).append(", is ").append(is);
      }
    }
    return text.toString();
  }

  /** Whether there is no difference. */
  public boolean isEqual() {
    return missing.isEmpty() && unexpected.isEmpty() && different.isEmpty();
  }

  /** For people: how many differences of each kind, and the first of each. */
  @Override
  public String toString() {
    return "%d missing %s, %d unexpected %s, %d different %s"
        .formatted(
            missing.size(), missing.stream().limit(3).toList(),
            unexpected.size(), unexpected.stream().limit(3).toList(),
            different.size(), different.stream().limit(3).toList());
  }
}
