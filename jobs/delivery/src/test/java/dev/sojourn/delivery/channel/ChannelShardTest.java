package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.connector.Outcome;
import dev.sojourn.delivery.channel.ChannelShard.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelShardTest {

  private static final long NEVER = Long.MAX_VALUE;
  private static final RetrySchedule RETRIES = new RetrySchedule(3, 100, 1_000);

  private final ChannelShard shard = new ChannelShard(-1_000_000);

  @Test
  void transientIsTriedAgainAndThenFails_D6() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000), NEVER);
    long now = 0;
    for (int attempt = 1; attempt <= 2; attempt++) {
      Ticket ticket = begin(now);
      assertThat(ticket.attempts()).isEqualTo(attempt - 1);
      Verdict.Again again =
          (Verdict.Again) shard.answered("a", new Outcome.Transient("http-500", "x"), now, NEVER);
      assertThat(again.ticket().attempts()).isEqualTo(attempt);
      Move.Rest rest = (Move.Rest) shard.next(now);
      assertThat(rest.until()).isEqualTo(again.ticket().notBefore());
      now = rest.until();
    }
    begin(now);
    Verdict.Done done =
        (Verdict.Done) shard.answered("a", new Outcome.Transient("http-500", "x"), now, NEVER);
    assertThat(done.result().status()).isEqualTo(Final.Status.FAILED);
    assertThat(done.result().code()).contains("http-500");
    assertThat(done.result().attempts()).isEqualTo(3);
    assertThat(shard.isIdle()).isTrue();
  }

  @Test
  void retryThatWouldComeAfterTheExpiryIsNotWaitedFor_D6() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 20), NEVER);
    begin(0);
    Verdict.Done done =
        (Verdict.Done) shard.answered("a", new Outcome.Transient("timeout", "x"), 10, NEVER);
    assertThat(done.result().status()).isEqualTo(Final.Status.EXPIRED);
    assertThat(done.result().code()).contains("timeout");
  }

  @Test
  void permanentIsNotTriedAgain_D6() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100), NEVER);
    begin(0);
    Verdict.Done done =
        (Verdict.Done) shard.answered("a", new Outcome.Permanent("http-404", "x"), 1, NEVER);
    assertThat(done.result()).isEqualTo(Final.failed(1, "http-404", "permanent: x"));
  }

  @Test
  void misconfiguredBurnsNothingAndLetsOneProbeThrough_D6() {
    live(List.of(), Terms.OnLimit.WAIT);
    for (int i = 0; i < 5; i++) {
      shard.add(ticket("t" + i, 0, 1_000_000), NEVER);
    }
    begin(0);
    Verdict.Again again =
        (Verdict.Again) shard.answered("t0", new Outcome.Misconfigured("http-401", "x"), 0, NEVER);
    assertThat(again.ticket().attempts()).isZero();
    assertThat(shard.next(0)).isEqualTo(new Move.Rest(5_000));
    assertThat(shard.circuitState()).isEqualTo(1);
    begin(5_000);
    assertThat(shard.next(5_000)).isInstanceOf(Move.Rest.class);
    assertThat(shard.circuitState()).isEqualTo(2);
    shard.answered("t0", Outcome.Accepted.anonymously(), 5_100, NEVER);
    assertThat(shard.next(5_100)).isInstanceOf(Move.Render.class);
  }

  @Test
  void refusedProbeGoesBehindTheOthersSoThatOneMessageCannotHoldTheChannel_D6() {
    Outcome refused = new Outcome.Misconfigured("http-401", "x");
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(Ticket.fresh("bad", true, 9, 0, 1_000_000, false), NEVER);
    begin(0);
    shard.answered("bad", refused, 0, NEVER);
    shard.add(ticket("b", 1, 1_000_000), NEVER);
    shard.add(ticket("c", 2, 1_000_000), NEVER);
    assertThat(begin(5_000).id()).isEqualTo("bad");
    shard.answered("bad", refused, 5_000, NEVER);

    assertThat(begin(15_000).id()).isEqualTo("b");
    shard.answered("b", Outcome.Accepted.anonymously(), 15_000, NEVER);
    assertThat(begin(15_000).id()).isEqualTo("c");
    shard.answered("c", Outcome.Accepted.anonymously(), 15_000, NEVER);
    assertThat(begin(15_000).id()).isEqualTo("bad");
  }

  @Test
  void probesGoRoundWhileAllAreRefusedAndAChangedConfigurationRestoresTheOrder_D6() {
    Outcome refused = new Outcome.Misconfigured("http-401", "x");
    live(List.of(), Terms.OnLimit.WAIT);
    for (String id : List.of("a", "b", "c")) {
      shard.add(ticket(id, 0, 10_000_000), NEVER);
    }
    long now = 0;
    for (String probe : List.of("a", "a", "b", "c", "a")) {
      assertThat(begin(now).id()).isEqualTo(probe);
      shard.answered(probe, refused, now, NEVER);
      now = ((Move.Rest) shard.next(now)).until();
    }
    live(List.of(), Terms.OnLimit.WAIT);
    assertThat(begin(now).id()).isEqualTo("a");
  }

  @Test
  void throttledPausesTheChannelAndBurnsNothing_D4() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000), NEVER);
    begin(0);
    Verdict.Again again =
        (Verdict.Again)
            shard.answered(
                "a", new Outcome.Throttled(Optional.of(Duration.ofSeconds(7)), "x"), 0, NEVER);
    assertThat(again.ticket().attempts()).isZero();
    assertThat(shard.next(0)).isEqualTo(new Move.Rest(7_000));
    assertThat(shard.limiterWait(0)).isEqualTo(7_000);
    assertThat(shard.next(7_000)).isInstanceOf(Move.Render.class);
  }

  @Test
  void waitsForASlotOrIsRejected_D3() {
    live(List.of(new Limit(1, 1_000)), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000), NEVER);
    shard.add(ticket("b", 1, 100_000), NEVER);
    begin(10);
    assertThat(shard.next(10)).isEqualTo(new Move.Rest(100_000));
    shard.answered("a", Outcome.Accepted.as("p"), 20, NEVER);
    assertThat(shard.next(20)).isEqualTo(new Move.Rest(1_022));

    live(List.of(new Limit(1, 1_000)), Terms.OnLimit.REJECT);
    Move.End end = (Move.End) shard.next(20);
    assertThat(end.result().status()).isEqualTo(Final.Status.RATE_LIMITED);
    assertThat(shard.isIdle()).isTrue();
  }

  @Test
  void noMoreUnderWayThanTheChannelSays_D4() {
    shard.live(new Terms(List.of(), Terms.OnLimit.WAIT, RETRIES, 2));
    for (int i = 0; i < 3; i++) {
      shard.add(ticket("t" + i, i, 100_000), NEVER);
    }
    begin(10);
    begin(10);
    assertThat(shard.next(10)).isInstanceOf(Move.Rest.class);
    shard.answered("t0", Outcome.Accepted.anonymously(), 20, NEVER);
    assertThat(begin(20).id()).isEqualTo("t2");
  }

  @Test
  void recalledInTheQueueUnderWayAndAfterwards_D2() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000), NEVER);
    shard.add(ticket("b", 50, 100_000), NEVER);
    begin(0);
    Verdict.Done queued = (Verdict.Done) shard.recall("b").orElseThrow();
    assertThat(queued.result().status()).isEqualTo(Final.Status.RECALLED);
    Verdict.Again underWay = (Verdict.Again) shard.recall("a").orElseThrow();
    assertThat(underWay.ticket().recalled()).isTrue();
    Verdict.Done done =
        (Verdict.Done) shard.answered("a", new Outcome.Transient("timeout", "x"), 10, NEVER);
    assertThat(done.result().status()).isEqualTo(Final.Status.RECALLED);
    assertThat(shard.recall("a")).isEmpty();
  }

  @Test
  void quietHoursThatBeginInTheQueueAreWaitedFor_D2() {
    live(List.of(new Limit(1, 1_000)), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000), NEVER);
    begin(10);
    shard.add(
        ticket("b", 0, 100_000)
            .quietIn(List.of(new Ticket.Quiet(500, 5_000), new Ticket.Quiet(9_000, 9_500))),
        NEVER);
    shard.add(ticket("c", 1, 100_000), NEVER);
    shard.answered("a", Outcome.Accepted.as("p"), 20, NEVER);
    // Its turn would be next, but by then it is quiet: the others do not wait for it.
    Ticket later = ((Move.Postpone) shard.next(1_022)).ticket();
    assertThat(later.notBefore()).isEqualTo(5_000);
    assertThat(later.attempts()).isZero();
    assertThat(begin(1_022).id()).isEqualTo("c");
    shard.answered("c", Outcome.Accepted.as("p"), 1_030, NEVER);
    assertThat(shard.next(4_999)).isEqualTo(new Move.Rest(5_000));
    assertThat(begin(5_000).id()).isEqualTo("b");
  }

  @Test
  void aRetryWaitsForQuietHoursToo_D2() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000).quietIn(List.of(new Ticket.Quiet(20, 5_000))), NEVER);
    begin(0);
    shard.answered("a", new Outcome.Transient("timeout", "x"), 10, NEVER);
    long retry = ((Move.Rest) shard.next(10)).until();
    Ticket later = ((Move.Postpone) shard.next(retry)).ticket();
    assertThat(later.notBefore()).isEqualTo(5_000);
    assertThat(later.attempts()).isEqualTo(1);
    assertThat(begin(5_000).lastCode()).contains("timeout");
  }

  @Test
  void whereTheExpiryDoesNotAllowToWaitTheRequestExpires_D2() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 700).quietIn(List.of(new Ticket.Quiet(100, 700))), NEVER);
    assertThat(shard.next(200)).isInstanceOf(Move.Postpone.class);
    assertThat(shard.next(200)).isEqualTo(new Move.Rest(700));
    Move.End end = (Move.End) shard.next(700);
    assertThat(end.result().status()).isEqualTo(Final.Status.EXPIRED);
  }

  @Test
  void whoWaitsForQuietHoursIsNotRejectedForALimit_D2() {
    live(List.of(new Limit(1, 1_000)), Terms.OnLimit.REJECT);
    shard.add(ticket("a", 0, 100_000), NEVER);
    begin(10);
    shard.add(ticket("b", 0, 100_000).quietIn(List.of(new Ticket.Quiet(0, 5_000))), NEVER);
    assertThat(shard.next(20)).isInstanceOf(Move.Postpone.class);
    assertThat(shard.next(20)).isInstanceOf(Move.Rest.class);
    Verdict.Done recalled = (Verdict.Done) shard.recall("b").orElseThrow();
    assertThat(recalled.result().status()).isEqualTo(Final.Status.RECALLED);
  }

  @Test
  void recalledUnderWayAndAcceptedAllTheSameIsSent_D2() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000), NEVER);
    begin(0);
    shard.recall("a");
    Verdict.Done done = (Verdict.Done) shard.answered("a", Outcome.Accepted.as("p"), 10, NEVER);
    assertThat(done.result().status()).isEqualTo(Final.Status.SENT);
    assertThat(done.result().providerId()).contains("p");
  }

  @Test
  void recalledBeforeARestoreIsNotAttemptedAgain_D2() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000).takenBack(), NEVER);
    Move.End end = (Move.End) shard.next(0);
    assertThat(end.result().status()).isEqualTo(Final.Status.RECALLED);
  }

  @Test
  void expiryComesBeforeTheThrottle_D5() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100), NEVER);
    Move.End end = (Move.End) shard.next(100);
    assertThat(end.result().status()).isEqualTo(Final.Status.EXPIRED);
    assertThat(end.result().code()).isEmpty();
  }

  @Test
  void unknownChannelIsWaitedForThenFails() {
    shard.add(ticket("a", 0, 100_000), 500);
    shard.add(ticket("b", 0, 100_000), 900);
    assertThat(shard.next(0)).isEqualTo(new Move.Rest(500));
    Move.End end = (Move.End) shard.next(500);
    assertThat(end.ticket().id()).isEqualTo("a");
    assertThat(end.result().code()).contains("channel-unknown");
    live(List.of(), Terms.OnLimit.WAIT);
    assertThat(begin(600).id()).isEqualTo("b");
  }

  @Test
  void unknownTemplateIsWaitedForWithoutHoldingOthers() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.add(ticket("a", 0, 100_000), 500);
    shard.add(ticket("b", 1, 100_000), 500);
    shard.park(((Move.Render) shard.next(10)).ticket());
    assertThat(begin(10).id()).isEqualTo("b");
    Move.End end = (Move.End) shard.next(500);
    assertThat(end.result().code()).contains("template-unknown");
  }

  @Test
  void heldChannelWaitsUntilExpiry() {
    live(List.of(), Terms.OnLimit.WAIT);
    shard.suspend(Standing.HELD);
    shard.add(ticket("a", 0, 700), 500);
    assertThat(shard.next(10)).isEqualTo(new Move.Rest(700));
    assertThat(((Move.End) shard.next(700)).result().status()).isEqualTo(Final.Status.EXPIRED);
  }

  private void live(List<Limit> limits, Terms.OnLimit onLimit) {
    shard.live(new Terms(limits, onLimit, RETRIES, 100));
  }

  private Ticket begin(long now) {
    Ticket ticket = ((Move.Render) shard.next(now)).ticket();
    shard.begin(ticket, now);
    return ticket;
  }

  private static Ticket ticket(String id, long dueAt, long expiresAt) {
    return Ticket.fresh(id, false, 0, dueAt, expiresAt, false);
  }
}
