package dev.sojourn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait: {for: PT1H}                 | wait: {for: PT10S}",
        "await: {event: x, for: P2D}       | await: {event: x, for: PT40S}",
        "reentry: {after: P1DT2H}          | reentry: {after: PT40S}",
        "goal: {within: P2W, exit: true}   | goal: {within: PT4M40S, exit: true}",
        "timeout: P30D # comment           | timeout: PT10M # comment",
        "caps: [{count: 2, per: day}]      | caps: [{count: 2, per: PT20S}]",
        "caps: [{count: 6, per: P7D}]      | caps: [{count: 6, per: PT2M20S}]",
        "await: {for: P5D, tolerance: PT2H} | await: {for: PT1M40S, tolerance: PT20S}",
        "wait: {for: PT10M}                | wait: {for: PT10M}",
        "send: {template: t, expires: PT18H} | send: {template: t, expires: PT18H}",
      })
  void anHourTakesTenSecondsAndADayTwenty(String real, String demo) {
    assertThat(DemoTime.shorten(real + "\n")).isEqualTo(demo + "\n");
  }

  @Test
  void thereIsNoNight() {
    assertThat(DemoTime.shorten("  quietHours: [{from: \"21:00\", to: \"08:00\"}]\n  caps: []\n"))
        .isEqualTo("  caps: []\n");
  }
}
