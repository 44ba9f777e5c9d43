package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

  private final RequestQueue queue = new RequestQueue();

  @Test
  void transactionalFirstThenPriorityThenAge_D3() {
    add(Ticket.fresh("old", false, 0, 10, 1_000, false));
    add(Ticket.fresh("young", false, 0, 20, 1_000, false));
    add(Ticket.fresh("urgent", false, 9, 30, 1_000, false));
    add(Ticket.fresh("receipt", true, 0, 40, 1_000, false));
    List<String> order = new ArrayList<>();
    for (Optional<Ticket> head = queue.head(50); head.isPresent(); head = queue.head(50)) {
      order.add(head.get().id());
      queue.remove(head.get().id());
    }
    assertThat(order).containsExactly("receipt", "urgent", "old", "young");
  }

  @Test
  void notBeforeItsTime() {
    add(Ticket.fresh("a", true, 0, 100, 1_000, false));
    assertThat(queue.head(99)).isEmpty();
    assertThat(queue.nextChange()).isEqualTo(100);
    assertThat(queue.head(100)).isPresent();
    assertThat(queue.nextChange()).isEqualTo(1_000);
  }

  @Test
  void expiresFromTheMiddle_D2() {
    add(Ticket.fresh("a", false, 5, 0, 1_000, false));
    add(Ticket.fresh("b", false, 4, 0, 500, false));
    add(Ticket.fresh("c", false, 3, 0, 1_000, false));
    queue.head(10);
    assertThat(queue.removeExpired(499)).isEmpty();
    assertThat(queue.removeExpired(500)).map(Ticket::id).contains("b");
    assertThat(queue.removeExpired(500)).isEmpty();
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void parkedStandsAsideUntilItIsLetBackOrOutOfPatience() {
    queue.add(Ticket.fresh("a", false, 5, 0, 1_000, false), 300);
    add(Ticket.fresh("b", false, 4, 0, 1_000, false));
    queue.head(10);
    queue.park("a");
    assertThat(queue.head(10)).map(Ticket::id).contains("b");
    assertThat(queue.nextChange()).isEqualTo(300);
    queue.unpark();
    assertThat(queue.head(10)).map(Ticket::id).contains("a");
    queue.park("a");
    assertThat(queue.removeImpatient(299)).isEmpty();
    assertThat(queue.removeImpatient(300)).map(Ticket::id).contains("a");
  }

  /** A list that is sorted anew each time is the oracle. */
  @Property(tries = 200)
  void headIsTheFirstOfAllThatAreReady(@ForAll long seed) {
    Random random = new Random(seed);
    RequestQueue tried = new RequestQueue();
    List<Ticket> model = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 200; i++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          Ticket ticket =
              Ticket.fresh(
                  "t" + i,
                  random.nextInt(3) == 0,
                  random.nextInt(3),
                  now + random.nextInt(40) - 10,
                  now + random.nextInt(100),
                  false);
          tried.add(ticket, Long.MAX_VALUE);
          model.add(ticket);
        }
        case 2 -> now += random.nextInt(10);
        default -> {
          if (!model.isEmpty()) {
            Ticket any = model.remove(random.nextInt(model.size()));
            assertThat(tried.remove(any.id())).contains(any);
          }
        }
      }
      long at = now;
      for (Optional<Ticket> gone = tried.removeExpired(at);
          gone.isPresent();
          gone = tried.removeExpired(at)) {
        assertThat(gone.get().expiresAt()).isLessThanOrEqualTo(at);
        assertThat(model.remove(gone.get())).isTrue();
      }
      assertThat(model).noneMatch(ticket -> ticket.expiresAt() <= at);
      Optional<Ticket> expected =
          model.stream()
              .filter(ticket -> ticket.notBefore() <= at)
              .min(
                  Comparator.comparing((Ticket ticket) -> !ticket.transactional())
                      .thenComparing(Ticket::priority, Comparator.reverseOrder())
                      .thenComparing(Ticket::dueAt)
                      .thenComparing(Ticket::id));
      assertThat(tried.head(at)).isEqualTo(expected);
      assertThat(tried.size()).isEqualTo(model.size());
    }
  }

  private void add(Ticket ticket) {
    queue.add(ticket, Long.MAX_VALUE);
  }
}
