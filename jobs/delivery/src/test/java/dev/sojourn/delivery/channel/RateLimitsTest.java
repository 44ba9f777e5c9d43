package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final Limit TWO_A_SECOND = new Limit(2, 1_000);

  @Test
  void beginsFullyCharged_D3() {
    RateLimits limits = new RateLimits(50_000);
    limits.change(List.of(TWO_A_SECOND));
    assertThat(limits.allow(50_000)).isFalse();
    assertThat(limits.nextFreeAt(50_000)).isEqualTo(51_002);
    assertThat(limits.allow(51_002)).isTrue();
  }

  @Test
  void channelThatIsPublishedLaterHasNothingToWaitFor() {
    RateLimits limits = new RateLimits(50_000);
    limits.change(List.of(TWO_A_SECOND));
    assertThat(limits.allow(90_000)).isTrue();
  }

  @Test
  void newLimitCountsWhatWasSentBeforeIt_D3() {
    RateLimits limits = new RateLimits(0);
    limits.change(List.of());
    limits.take(10_000);
    limits.release(10_500);
    limits.change(List.of(TWO_A_SECOND));
    assertThat(limits.allow(11_000)).isFalse();
    assertThat(limits.nextFreeAt(11_000)).isEqualTo(11_502);
  }

  @Test
  void limitThatStaysKeepsItsSlots_D3() {
    RateLimits limits = new RateLimits(0);
    limits.change(List.of(TWO_A_SECOND));
    limits.take(10_000);
    limits.change(List.of(TWO_A_SECOND, new Limit(100, 60_000)));
    // The second limit is new and charged until a minute after the start; the first has a slot
    // left.
    assertThat(limits.nextFreeAt(10_000)).isEqualTo(60_061);
    limits.change(List.of(TWO_A_SECOND));
    assertThat(limits.allow(10_000)).isTrue();
  }

  @Test
  void attemptTakesASlotOfEachLimit_D5() {
    RateLimits limits = new RateLimits(0);
    limits.change(List.of(new Limit(3, 100), new Limit(1, 10_000)));
    limits.take(20_000);
    assertThat(limits.allow(20_000)).isFalse();
    limits.release(20_000);
    assertThat(limits.nextFreeAt(20_000)).isEqualTo(30_011);
  }

  @Test
  void noLimitAllowsAll() {
    RateLimits limits = new RateLimits(0);
    assertThat(limits.allow(0)).isTrue();
    assertThat(limits.nextFreeAt(7)).isEqualTo(7);
  }
}
