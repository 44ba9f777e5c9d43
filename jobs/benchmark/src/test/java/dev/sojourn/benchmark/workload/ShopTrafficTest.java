package dev.sojourn.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShopTrafficTest {
  private static final long SENT = 1_750_000_000_000_123L;

  @Test
  void theSameSeedGivesTheSameSignals() {
    ShopTraffic one = new ShopTraffic(5, 1_000, KeyChoice.SKEWED);
    ShopTraffic other = new ShopTraffic(5, 1_000, KeyChoice.SKEWED);
    for (int i = 0; i < 1_000; i++) {
      ShopTraffic.Action action = one.next(SENT);
      ShopTraffic.Action same = other.next(SENT);
      assertThat(same.profile()).isEqualTo(action.profile());
      assertThat(same.signal().id()).isEqualTo(action.signal().id());
      if (action.signal() instanceof CustomerEvent event) {
        assertThat(((CustomerEvent) same.signal()).properties()).isEqualTo(event.properties());
      } else {
        assertThat(same.signal()).isEqualTo(action.signal());
      }
    }
  }

  @Test
  void aSignalTellsWhenItWasMeantToBeSent() {
    ShopTraffic traffic = new ShopTraffic(5, 10, KeyChoice.UNIFORM);
    assertThat(ShopTraffic.sentAt(traffic.next(SENT).signal().id())).isEqualTo(SENT);
  }

  @Test
  void thereAreEightTypesOfEvents() {
    ShopTraffic traffic = new ShopTraffic(5, 10, KeyChoice.UNIFORM);
    Set<String> types = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      if (traffic.next(SENT).signal() instanceof CustomerEvent event) {
        types.add(event.type());
      }
    }
    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(EventType.values()).map(EventType::label).toList());
  }

  @Test
  void skewedTrafficIsSkewed() {
    ShopTraffic traffic = new ShopTraffic(5, 100_000, KeyChoice.SKEWED);
    int[] counts = new int[100_000];
    for (int i = 0; i < 1_000_000; i++) {
      counts[Integer.parseInt(traffic.next(SENT).profile().substring("customer-".length()))]++;
    }
    Arrays.sort(counts);
    long busiest = Arrays.stream(counts).skip(99_000).sum();
    assertThat(busiest / 1_000_000.0).isBetween(0.1, 0.4);
    assertThat(Arrays.stream(counts).filter(count -> count > 0).count()).isGreaterThan(80_000);
  }

  @Test
  void thereAreAHundredAudiencesAndFiftyJourneys() {
    List<PublishedDocument> documents = PublishedDocument.all();
    assertThat(documents.stream().filter(d -> d.document().kind() == Kind.AUDIENCE)).hasSize(100);
    assertThat(documents.stream().filter(d -> d.document().kind() == Kind.JOURNEY)).hasSize(50);
  }
}
