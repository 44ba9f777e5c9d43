package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final Moments moments = new Moments(PARIS, NOON);

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.35S, 350 ms",
    "PT1S, 1 s",
    "PT59.9S, 59 s",
    "PT1M, 1 min",
    "PT4M30S, 4 min 30 s",
    "PT1H0M5S, 1 h",
    "PT1H40M, 1 h 40 min",
    "P2DT3H, 2 d 3 h",
    "P400D, 400 d"
  })
  void aLengthIsToldInItsTwoLargestUnits(String length, String text) {
    assertThat(Moments.length(Duration.parse(length))).isEqualTo(text);
  }

  @Test
  void aMomentIsToldInTheZoneAndSeenFromNow() {
    assertThat(moments.atAndFromNow(NOON.minus(Duration.ofHours(3))))
        .isEqualTo("2025-06-02 11:00:00 (3 h ago)");
    assertThat(moments.atAndFromNow(NOON.plus(Duration.ofDays(2))))
        .isEqualTo("2025-06-04 14:00:00 (in 2 d)");
  }

  @Test
  void aTimeThatExistsTwiceIsToldWithItsOffset_T4() {
    assertThat(moments.at(Instant.parse("2025-10-26T00:30:00Z")))
        .isEqualTo("2025-10-26 02:30:00 +02:00");
    assertThat(moments.at(Instant.parse("2025-10-26T01:30:00Z")))
        .isEqualTo("2025-10-26 02:30:00 +01:00");
    assertThat(moments.at(Instant.parse("2025-10-26T02:30:00Z"))).isEqualTo("2025-10-26 03:30:00");
  }

  @ParameterizedTest
  @CsvSource({
    "3 per P7D over email, 3 per P7D over email",
    "PT4M, 4 min",
    "P, P",
    "PT, PT",
    "2025-06-02T09:00:00Z, 2025-06-02 11:00:00 (3 h ago)",
    "cart/remind sent 2025-06-02T09:00:00.123Z, cart/remind sent 2025-06-02 11:00:00",
    "2025-99-99T09:00:00Z, 2025-99-99T09:00:00Z"
  })
  void textsOfRecordsAreMadeReadable(String text, String readable) {
    assertThat(moments.readable(text)).isEqualTo(readable);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-06-01T08:00:00Z, 2025-06-01T08:00:00Z",
    "2025-06-01T08:00:00+03:00, 2025-06-01T05:00:00Z",
    "2025-06-01T08:00, 2025-06-01T06:00:00Z",
    "2025-06-01T08:00:30, 2025-06-01T06:00:30Z",
    "2025-06-01, 2025-05-31T22:00:00Z",
    "PT2H, 2025-06-02T10:00:00Z",
    "P3D, 2025-05-30T12:00:00Z"
  })
  void aMomentCanBeWrittenInSeveralWays(String text, String moment) {
    assertThat(LogTime.parse(text, PARIS, NOON)).isEqualTo(Instant.parse(moment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "2025-06-31", "P1M", "12:00", "2025-06-01Tnoon"})
  void whatIsNoMomentIsRefusedWithWhatCanBeWritten(String text) {
    assertThatThrownBy(() -> LogTime.parse(text, PARIS, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("P3D");
  }
}
