package dev.sojourn.delivery.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.delivery.channel.Ticket;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 9: what an older version wrote is read for ever. */
class TicketFormatTest {

  private static final Ticket FRESH = Ticket.fresh("a", false, -1, 1, 2, false);
  private static final Ticket USED =
      new Ticket("a", true, 256, 1, 2, true, 3, 4, true, Optional.of("http-500"), List.of(), "");
  private static final Ticket QUIET =
      USED.quietIn(List.of(new Ticket.Quiet(5, 6), new Ticket.Quiet(7, 256)));

  @Test
  void version1BytesAreRead() throws Exception {
    String fresh =
        "01"
            + "00"
            + "ffffffff"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000001"
            + "00000000";
    String used =
        "01"
            + "0f"
            + "00000100"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "00000004"
            + "687474702d353030";

    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(fresh))).isEqualTo(FRESH);
    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(used))).isEqualTo(USED);
  }

  @Test
  void version2BytesAreRead() throws Exception {
    String fresh =
        "02"
            + "00"
            + "ffffffff"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000001"
            + "00000000"
            + "00";
    String quiet =
        "02"
            + "0f"
            + "00000100"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "00000004"
            + "02"
            + "0000000000000005"
            + "0000000000000006"
            + "0000000000000007"
            + "0000000000000100"
            + "687474702d353030";

    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(fresh))).isEqualTo(FRESH);
    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(quiet))).isEqualTo(QUIET);
  }

  @Test
  void version3Bytes() throws Exception {
    String fresh =
        "03"
            + "00"
            + "ffffffff"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000001"
            + "00000000"
            + "00"
            + "0000";
    String ofJourney =
        "03"
            + "0f"
            + "00000100"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "00000004"
            + "02"
            + "0000000000000005"
            + "0000000000000006"
            + "0000000000000007"
            + "0000000000000100"
            + "0003"
            + "6a3a62"
            + "687474702d353030";
    Ticket named = QUIET.ofJourney("j:b");

    assertThat(HexFormat.of().formatHex(TicketFormat.write(FRESH))).isEqualTo(fresh);
    assertThat(HexFormat.of().formatHex(TicketFormat.write(named))).isEqualTo(ofJourney);
    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(fresh))).isEqualTo(FRESH);
    assertThat(TicketFormat.read("a", HexFormat.of().parseHex(ofJourney))).isEqualTo(named);
  }

  @Test
  void versionFromTheFutureIsRefused() {
    assertThatThrownBy(() -> TicketFormat.read("a", new byte[] {4, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer");
  }
}
