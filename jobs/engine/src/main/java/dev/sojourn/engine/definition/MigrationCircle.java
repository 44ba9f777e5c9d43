package dev.sojourn.engine.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Migrations that would move people round and round, were all of them live (V3): back to a version
 * that the first one leaves.
 *
 * @param all the first one, and those that lead back from where it leads to, in the order in which
 *     people would go; at least two
 */
public record MigrationCircle(List<Migration> all) {
  public MigrationCircle {
    all = List.copyOf(all);
  }

  /**
   * A shortest circle in which a migration is.
   *
   * @param others those that may be live with it; itself, and those of other journeys, do not count
   * @return empty if there is none
   */
  public static Optional<MigrationCircle> of(Migration migration, Collection<Migration> others) {
    Deque<List<Migration>> ways = new ArrayDeque<>(List.of(List.of(migration)));
    Set<Integer> reached = new HashSet<>();
    while (!ways.isEmpty()) {
      List<Migration> way = ways.poll();
      int version = way.get(way.size() - 1).to();
      if (migration.from().contains(version)) {
        return Optional.of(new MigrationCircle(way));
      }
      if (!reached.add(version)) {
        continue;
      }
      for (Migration next : others) {
        if (!next.name().equals(migration.name())
            && next.journey().equals(migration.journey())
            && next.from().contains(version)) {
          List<Migration> longer = new ArrayList<>(way);
          longer.add(next);
          ways.add(longer);
        }
      }
    }
    return Optional.empty();
  }

  /** For people: {@code there (from 1 to 2), back (from 2 to 1)}. */
  @Override
  public String toString() {
    return all.stream()
        .map(
            one ->
                one.name()
                    + " (from "
                    + one.from().stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " to "
                    + one.to()
                    + ")")
        .collect(Collectors.joining(", "));
  }
}
