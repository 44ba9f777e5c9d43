package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReadyLineTest {

  private final ReadyLine line = new ReadyLine();

  @Test
  void journeysTakeTurnsWithinAPriority_D3() {
    for (int i = 0; i < 5; i++) {
      line.add(ticket("crowd", i, 0), 0);
    }
    line.add(ticket("few", 100, 0), 0);
    line.add(ticket("few", 101, 0), 0);

    assertThat(takeAll())
        .containsExactly(
            "crowd-0", "few-100", "crowd-1", "few-101", "crowd-2", "crowd-3", "crowd-4");
  }

  @Test
  void priorityGoesBeforeTurns_D3() {
    line.add(ticket("a", 0, 0), 0);
    line.add(ticket("b", 1, 0), 0);
    line.add(ticket("a", 2, 9), 0);
    line.add(ticket("a", 3, 9), 0);

    assertThat(takeAll()).containsExactly("a-2", "a-3", "a-0", "b-1");
  }

  /** A journey that is always just one ahead must not starve another: its turn is remembered. */
  @Test
  void aJourneyThatComesBackAtOnceWaitsForItsNextTurn_D3() {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      line.add(ticket("crowd", 100 + i, 0), 0);
    }
    for (int i = 0; i < 4; i++) {
      line.add(ticket("trickle", i, 0), 0);
      taken.add(take());
      taken.add(take());
    }

    assertThat(taken)
        .containsExactly(
            "trickle-0",
            "crowd-100",
            "trickle-1",
            "crowd-101",
            "trickle-2",
            "crowd-102",
            "trickle-3",
            "crowd-103");
    assertThat(line.size()).isZero();
  }

  @Test
  void whatIsRemovedCostsNoTurn_D2_D3() {
    line.add(ticket("a", 0, 0), 0);
    line.add(ticket("a", 2, 0), 0);
    line.add(ticket("b", 1, 0), 0);
    line.remove(ticket("a", 0, 0), 0);

    assertThat(takeAll()).containsExactly("b-1", "a-2");

    line.add(ticket("a", 3, 0), 0);
    line.add(ticket("a", 5, 0), 0);
    line.add(ticket("b", 6, 0), 0);
    line.remove(ticket("a", 3, 0), 0);
    assertThat(takeAll()).containsExactly("a-5", "b-6");
  }

  @Test
  void thoseBehindComeAfterAllOthersWhateverTheirJourney_D6() {
    line.add(ticket("a", 0, 9), 2);
    line.add(ticket("b", 0, 9), 1);
    line.add(ticket("c", 50, 0), 0);
    line.add(ticket("c", 51, 0), 0);

    List<String> order = new ArrayList<>();
    for (long behind : new long[] {0, 0, 1, 2}) {
      Ticket first = line.first().orElseThrow();
      order.add(first.id());
      line.take(first, behind);
    }
    assertThat(order).containsExactly("c-50", "c-51", "b-0", "a-0");
  }

  /**
   * Whoever has tickets all the time gets as many turns as any other such journey, and at most one
   * more; and within a journey age decides. Others come, are recalled and go meanwhile.
   */
  @Property(tries = 300)
  void noJourneyIsMoreThanATurnAheadOfAnother_D3(@ForAll long seed) {
    Random random = new Random(seed);
    ReadyLine tried = new ReadyLine();
    Map<String, List<Ticket>> model = new HashMap<>();
    Map<String, Integer> turns = new HashMap<>();
    int steady = 2 + random.nextInt(3);
    for (int step = 0; step < 300; step++) {
      for (int journey = 0; journey < steady; journey++) {
        List<Ticket> own = model.computeIfAbsent("steady" + journey, any -> new ArrayList<>());
        while (own.size() < 2) {
          add(tried, own, ticket("steady" + journey, random.nextInt(1_000) * 1_000 + step, 0));
        }
      }
      String other = "other" + random.nextInt(5);
      List<Ticket> others = model.computeIfAbsent(other, any -> new ArrayList<>());
      if (random.nextBoolean()) {
        add(tried, others, ticket(other, random.nextInt(1_000) * 1_000 + step, 0));
      } else if (!others.isEmpty()) {
        tried.remove(others.remove(random.nextInt(others.size())), 0);
      }
      Ticket head = tried.first().orElseThrow();
      List<Ticket> own = model.get(head.journey());
      assertThat(own.stream().min(Comparator.comparing(Ticket::dueAt).thenComparing(Ticket::id)))
          .contains(head);
      tried.take(head, 0);
      own.remove(head);
      turns.merge(head.journey(), 1, Integer::sum);
      int most = 0;
      int least = Integer.MAX_VALUE;
      for (int journey = 0; journey < steady; journey++) {
        int had = turns.getOrDefault("steady" + journey, 0);
        most = Math.max(most, had);
        least = Math.min(least, had);
      }
      assertThat(most - least).isLessThanOrEqualTo(1);
      for (int journey = 0; journey < 5; journey++) {
        assertThat(turns.getOrDefault("other" + journey, 0)).isLessThanOrEqualTo(least + 1);
      }
      assertThat(tried.size()).isEqualTo(model.values().stream().mapToInt(List::size).sum());
    }
  }

  private static void add(ReadyLine line, List<Ticket> own, Ticket ticket) {
    if (own.stream().noneMatch(ticket::equals)) {
      own.add(ticket);
      line.add(ticket, 0);
    }
  }

  private static Ticket ticket(String journey, long dueAt, int priority) {
    return Ticket.fresh(journey + "-" + dueAt, false, priority, dueAt, 10_000_000, false)
        .ofJourney(journey);
  }

  private String take() {
    Ticket first = line.first().orElseThrow();
    line.take(first, 0);
    return first.id();
  }

  private List<String> takeAll() {
    List<String> order = new ArrayList<>();
    while (line.first().isPresent()) {
      order.add(take());
    }
    return order;
  }
}
