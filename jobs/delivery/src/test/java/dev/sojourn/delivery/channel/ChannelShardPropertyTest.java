package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.connector.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A channel against a provider that answers at random, with crashes: what must hold whatever
 * happens.
 */
class ChannelShardPropertyTest {

  private static final int REQUESTS = 120;
  private static final int ATTEMPTS = 4;

  @Property(tries = 300)
  void everyRequestEndsOnceAndNoLimitIsExceeded_D3_D8(
      @ForAll @IntRange(min = 1, max = 8) int count,
      @ForAll @IntRange(min = 50, max = 2_000) int window,
      @ForAll @IntRange(min = 1, max = 6) int together,
      @ForAll boolean reject,
      @ForAll long seed) {
    Terms terms =
        new Terms(
            List.of(new Limit(count, window)),
            reject ? Terms.OnLimit.REJECT : Terms.OnLimit.WAIT,
            new RetrySchedule(ATTEMPTS, 50, 500),
            together);
    Run run = new Run(terms, new Random(seed));
    run.toTheEnd();

    assertThat(run.results).hasSize(REQUESTS);
    List<Long> sorted = run.attempts.stream().sorted().toList();
    for (int i = count; i < sorted.size(); i++) {
      assertThat(sorted.get(i) - sorted.get(i - count)).isGreaterThan(window);
    }
  }

  /** One channel, its durable tickets, and what happens to it in the order of time. */
  private static final class Run {
    private final Terms terms;
    private final Random random;
    private final Map<String, Ticket> durable = new HashMap<>();
    private final Map<String, Final> results = new HashMap<>();
    private final List<Long> attempts = new ArrayList<>();
    private final PriorityQueue<Answer> answers = new PriorityQueue<>();
    private ChannelShard shard;
    private long now = 100_000;
    private int arrived;

    Run(Terms terms, Random random) {
      this.terms = terms;
      this.random = random;
      start();
    }

    private void start() {
      answers.clear();
      shard = new ChannelShard(now);
      shard.live(terms);
      durable.values().forEach(ticket -> shard.add(ticket, Long.MAX_VALUE));
    }

    void toTheEnd() {
      for (int step = 0; results.size() < REQUESTS; step++) {
        assertThat(step).as("steps until all have ended").isLessThan(100_000);
        if (arrived < REQUESTS && random.nextInt(3) == 0) {
          arrive();
        } else if (arrived > 0 && random.nextInt(40) == 0) {
          recall("r" + random.nextInt(arrived));
        } else if (random.nextInt(200) == 0) {
          now += random.nextInt(100);
          start();
        }
        drive();
      }
    }

    private void arrive() {
      Ticket ticket =
          Ticket.fresh(
              "r" + arrived++,
              random.nextBoolean(),
              random.nextInt(3),
              now + random.nextInt(300),
              now + 1 + random.nextInt(60_000),
              false);
      if (random.nextInt(3) == 0) {
        long from = now + random.nextInt(2_000);
        ticket = ticket.quietIn(List.of(new Ticket.Quiet(from, from + random.nextInt(5_000))));
      }
      durable.put(ticket.id(), ticket);
      shard.add(ticket, Long.MAX_VALUE);
    }

    private void recall(String id) {
      shard.recall(id).ifPresent(this::carryOut);
    }

    private void drive() {
      Move move = shard.next(now);
      if (move instanceof Move.Render render) {
        Ticket ticket = render.ticket();
        assertThat(ticket.expiresAt()).isGreaterThan(now);
        assertThat(ticket.notBefore()).isLessThanOrEqualTo(now);
        assertThat(ticket.recalled()).isFalse();
        assertThat(ticket.quietUntil(now)).as("D2: not in quiet hours").isEqualTo(now);
        shard.begin(ticket, now);
        assertThat(shard.underWay()).isLessThanOrEqualTo(terms.together());
        attempts.add(now);
        answers.add(new Answer(now + random.nextInt(400), ticket.id(), outcome()));
      } else if (move instanceof Move.Postpone postpone) {
        durable.put(postpone.ticket().id(), postpone.ticket());
      } else if (move instanceof Move.End end) {
        end(end.ticket().id(), end.result());
      } else if (move instanceof Move.Rest rest) {
        long answer = answers.isEmpty() ? Long.MAX_VALUE : answers.peek().at;
        long next = Math.min(rest.until(), answer);
        now = next == Long.MAX_VALUE ? now + 100 : Math.max(now, next);
        if (!answers.isEmpty() && answers.peek().at <= now) {
          Answer due = answers.poll();
          carryOut(shard.answered(due.id, due.outcome, now, Long.MAX_VALUE));
        }
      }
    }

    private void carryOut(Verdict verdict) {
      if (verdict instanceof Verdict.Done done) {
        end(done.ticket().id(), done.result());
      } else if (verdict instanceof Verdict.Again again) {
        durable.put(again.ticket().id(), again.ticket());
      }
    }

    private void end(String id, Final result) {
      assertThat(results.put(id, result)).as("second end of " + id).isNull();
      assertThat(durable.remove(id)).isNotNull();
      assertThat(result.attempts()).isBetween(0, ATTEMPTS);
    }

    private Outcome outcome() {
      return switch (random.nextInt(8)) {
        case 0, 1 -> new Outcome.Transient("http-500", "x");
        case 2 -> new Outcome.Permanent("http-400", "x");
        case 3 -> new Outcome.Throttled(Optional.of(Duration.ofMillis(random.nextInt(900))), "x");
        case 4 -> new Outcome.Misconfigured("http-401", "x");
        default -> Outcome.Accepted.anonymously();
      };
    }
  }

  private record Answer(long at, String id, Outcome outcome) implements Comparable<Answer> {
    @Override
    public int compareTo(Answer other) {
      return Long.compare(at, other.at);
    }
  }
}
