package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitTest {

  private final Circuit circuit = new Circuit();

  @Test
  void opensProbesAndCloses_D6() {
    circuit.began("a");
    circuit.misconfigured("a", 1_000);
    assertThat(circuit.state()).isEqualTo(Circuit.State.OPEN);
    assertThat(circuit.opensAt(1_000)).isEqualTo(6_000);

    circuit.began("b");
    assertThat(circuit.state()).isEqualTo(Circuit.State.PROBING);
    assertThat(circuit.opensAt(6_000)).isEqualTo(Long.MAX_VALUE);

    circuit.answered("b");
    assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
    assertThat(circuit.opensAt(7_000)).isEqualTo(7_000);
  }

  @Test
  void delayGrowsFromProbeToProbeUpToItsGreatest_D6() {
    long now = 0;
    circuit.misconfigured("a", now);
    for (int i = 0; i < 10; i++) {
      now = circuit.opensAt(now);
      circuit.began("probe");
      circuit.misconfigured("probe", now);
    }
    assertThat(circuit.opensAt(now)).isEqualTo(now + Circuit.GREATEST_DELAY_MILLIS);
  }

  @Test
  void answersToAttemptsFromBeforeProveNothing() {
    circuit.misconfigured("a", 0);
    circuit.answered("before");
    circuit.misconfigured("also-before", 4_000);
    assertThat(circuit.opensAt(4_000)).isEqualTo(5_000);
    circuit.began("probe");
    circuit.answered("before");
    assertThat(circuit.state()).isEqualTo(Circuit.State.PROBING);
  }

  @Test
  void changedConfigurationBeginsAfresh() {
    circuit.misconfigured("a", 0);
    circuit.reset();
    assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
    circuit.misconfigured("a", 0);
    assertThat(circuit.opensAt(0)).isEqualTo(Circuit.FIRST_DELAY_MILLIS);
  }
}
