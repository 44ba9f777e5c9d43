package dev.sojourn.delivery.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.delivery.channel.Ticket;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 9: what version 1 wrote is read for ever. */
class TicketFormatTest {

  @Test
  void version1Bytes() throws Exception {
    Ticket fresh = Ticket.fresh("a", false, -1, 1, 2, false);
    Ticket used = new Ticket("a", true, 256, 1, 2, true, 3, 4, true, Optional.of("http-500"));
    String freshBytes =
        "01"
            + "00"
            + "ffffffff"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000001"
            + "00000000";
    String usedBytes =
        "01"
            + "0f"
            + "00000100"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "00000004"
            + "687474702d353030";

    assertThat(HexFormat.of().formatHex(TicketFormat.write(fresh))).isEqualTo(freshBytes);
    assertThat(HexFormat.of().formatHex(TicketFormat.write(used))).isEqualTo(usedBytes);
    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(freshBytes))).isEqualTo(fresh);
    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(usedBytes))).isEqualTo(used);
  }

  @Test
  void versionFromTheFutureIsRefused() {
    assertThatThrownBy(() -> TicketFormat.read("a", new byte[] {2, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer");
  }
}
