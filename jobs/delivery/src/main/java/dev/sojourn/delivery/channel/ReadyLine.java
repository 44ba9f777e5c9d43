package dev.sojourn.delivery.channel;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tickets that could be attempted at once, in the order in which the channel takes them (D3):
 * transactional first, then priority; among those that are alike in both, journeys take turns, and
 * within a journey the oldest goes first. So a journey that sends to a million people at once does
 * not keep another of the same priority waiting behind all of them.
 *
 * <p>The turns are rounds, as of start-time fair queueing with equal weights and equal costs
 * (Goyal, Vin and Cheng, 1996): a journey whose ticket was taken comes again in the next round; one
 * that joins comes in this round, unless it had its turn in it already. Of the journeys of a round
 * the one with the oldest ticket goes first. What is removed without an attempt costs no turn. The
 * rounds begin anew when nothing of a class and priority is left, and at a restart.
 *
 * <p>Every operation costs O(log n).
 */
final class ReadyLine {

  private static final Comparator<Ticket> BY_AGE =
      Comparator.comparingLong(Ticket::dueAt).thenComparing(Ticket::id);

  private final TreeMap<Rank, Level> levels = new TreeMap<>();
  private int size;

  /**
   * Who goes before whom whatever the journey.
   *
   * @param behind 0, or its place among those that come after all others
   */
  private record Rank(long behind, boolean transactional, int priority)
      implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
        Comparator.comparingLong(Rank::behind)
            .thenComparing(rank -> !rank.transactional)
            .thenComparing(Rank::priority, Comparator.reverseOrder());

    static Rank of(Ticket ticket, long behind) {
      return new Rank(behind, ticket.transactional(), ticket.priority());
    }

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  int size() {
    return size;
  }

  /**
   * Adds a ticket that is not in it.
   *
   * @param behind 0; of those that come after all others, its place among them, from 1
   */
  void add(Ticket ticket, long behind) {
    levels.computeIfAbsent(Rank.of(ticket, behind), rank -> new Level()).add(ticket);
    size++;
  }

  /** Takes a ticket out that is in it; nobody's turn is used up. */
  void remove(Ticket ticket, long behind) {
    drop(ticket, behind, false);
  }

  /** Takes a ticket out for an attempt: its journey comes again in the next round. */
  void take(Ticket ticket, long behind) {
    drop(ticket, behind, true);
  }

  private void drop(Ticket ticket, long behind, boolean turnUsed) {
    Rank rank = Rank.of(ticket, behind);
    Level level = levels.get(rank);
    level.remove(ticket, turnUsed);
    if (level.line.isEmpty()) {
      levels.remove(rank);
    }
    size--;
  }

  /** The ticket whose turn it is. */
  Optional<Ticket> first() {
    return levels.isEmpty()
        ? Optional.empty()
        : Optional.of(levels.firstEntry().getValue().line.first().tickets.first());
  }

  /** Those of one class and priority. */
  private static final class Level {
    private final Map<String, Turns> journeys = new HashMap<>();

    /** The journeys that have tickets. */
    private final TreeSet<Turns> line =
        new TreeSet<>(
            Comparator.comparingLong((Turns turns) -> turns.round)
                .thenComparing(turns -> turns.tickets.first(), BY_AGE));

    /** Journeys without tickets that are remembered for having had their turn, by round. */
    private final Deque<Turns> rested = new ArrayDeque<>();

    private long round;

    void add(Ticket ticket) {
      Turns turns = journeys.computeIfAbsent(ticket.journey(), Turns::new);
      if (!turns.tickets.isEmpty()) {
        line.remove(turns);
      } else {
        turns.round = Math.max(turns.round, round);
      }
      turns.tickets.add(ticket);
      line.add(turns);
    }

    void remove(Ticket ticket, boolean turnUsed) {
      Turns turns = journeys.get(ticket.journey());
      line.remove(turns);
      turns.tickets.remove(ticket);
      if (turnUsed) {
        round = Math.max(round, turns.round);
        turns.round = round + 1;
      }
      if (!turns.tickets.isEmpty()) {
        line.add(turns);
      } else if (turns.round > round) {
        rested.add(turns);
      } else {
        journeys.remove(turns.journey);
      }
      while (!rested.isEmpty() && rested.peek().round <= round) {
        Turns old = rested.poll();
        if (old.tickets.isEmpty() && old.round <= round) {
          journeys.remove(old.journey, old);
        }
      }
    }
  }

  /** The tickets of a journey, and the round in which it comes next. */
  private static final class Turns {
    private final String journey;
    private final TreeSet<Ticket> tickets = new TreeSet<>(BY_AGE);
    private long round;

    Turns(String journey) {
      this.journey = journey;
    }
  }
}
