package dev.sojourn.engine.id;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HashesTest {

  @Test
  void theyNeverChange() {
    assertThat(Hashes.hash64("order.placed")).isEqualTo(-8797791355366122984L);
    assertThat(Hashes.hash64("a", "b")).isNotEqualTo(Hashes.hash64("ab"));
    assertThat(Hashes.hash64("ab", "c")).isNotEqualTo(Hashes.hash64("a", "bc"));
    assertThat(Hashes.hash48("x") >>> 48).isZero();
  }

  @Test
  void idsNeverChange() {
    assertThat(Ids.instance("welcome", "alice", "", "event-1"))
        .isEqualTo("0bed599abed132dd4689a8f6cac11140");
    assertThat(Ids.request("0bed599abed132dd4689a8f6cac11140", "hello", 1))
        .isEqualTo("df5d2c8bbd1a8b19d066ecbb308d47c1");
    assertThat(Ids.event("0bed599abed132dd4689a8f6cac11140", "hello", 1))
        .isEqualTo("6fb5def2dc818fb6102ecd087282a2ac");
    assertThat(Ids.ofBytes(Ids.toBytes("00ff00ff00ff00ff00ff00ff00ff00ff")))
        .isEqualTo("00ff00ff00ff00ff00ff00ff00ff00ff");
  }

  @Property
  void aBucketIsAmongTheBuckets_S6(
      @ForAll long hash, @ForAll @IntRange(min = 1, max = 10_000) int buckets) {
    assertThat(Hashes.bucket(hash, buckets)).isBetween(0, buckets - 1);
  }

  @Test
  void bucketsShareTheHashSpaceEvenly_S6() {
    assertThat(Hashes.bucket(0, 10_000)).isZero();
    assertThat(Hashes.bucket(-1, 10_000)).isEqualTo(9_999);
    // Unsigned: the middle of the space is Long.MIN_VALUE.
    assertThat(Hashes.bucket(Long.MAX_VALUE, 10_000)).isEqualTo(4_999);
    assertThat(Hashes.bucket(Long.MIN_VALUE, 10_000)).isEqualTo(5_000);
  }

  @Test
  void peopleAreSpreadAsChanceWould_S6() {
    int[] counts = new int[10];
    int people = 200_000;
    for (int i = 0; i < people; i++) {
      counts[Hashes.bucket(Hashes.hash64("split", "customer-" + i), 10)]++;
    }
    double chi = 0;
    for (int count : counts) {
      double expected = people / 10.0;
      chi += (count - expected) * (count - expected) / expected;
    }
    // Nine degrees of freedom: above 27.9 once in a thousand, by chance.
    assertThat(chi).isLessThan(27.9);
  }
}
