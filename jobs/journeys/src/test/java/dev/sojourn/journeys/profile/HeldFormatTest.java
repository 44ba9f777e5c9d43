package dev.sojourn.journeys.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.journeys.intake.Inbound;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Rule 9: these bytes are in savepoints, and are read for good. */
class HeldFormatTest {
  private static final Inbound.Signal SIGNAL =
      new Inbound.Signal("ann", 5, 255, 0x0102030405060708L, new byte[] {9, 8});
  private static final String FORMAT_1 =
      "01" + "00000005" + "00000000000000ff" + "0102030405060708" + "0908";

  @Test
  void format1IsWritten() {
    assertThat(HexFormat.of().formatHex(HeldFormat.write(SIGNAL))).isEqualTo(FORMAT_1);
  }

  @Test
  void format1IsRead() {
    assertThat(HeldFormat.read("ann", HexFormat.of().parseHex(FORMAT_1)))
        .usingRecursiveComparison()
        .isEqualTo(SIGNAL);
  }

  @Test
  void aNewerFormatIsRefused() {
    assertThatThrownBy(() -> HeldFormat.read("ann", new byte[] {2}))
        .hasMessageContaining("newer build");
  }
}
