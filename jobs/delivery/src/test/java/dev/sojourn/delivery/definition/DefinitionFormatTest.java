package dev.sojourn.delivery.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Rule 9: what version 1 wrote is read for ever. */
class DefinitionFormatTest {

  @Test
  void version1Bytes() throws Exception {
    DefinitionChange version = DefinitionChange.version(Kind.CHANNEL, "e", 7, "{ü}");
    DefinitionChange pointer = DefinitionChange.pointer(Kind.TEMPLATE, "t", 2, Standing.PAUSED);
    String versionBytes = "01" + "00" + "000165" + "00000007" + "00" + "00000004" + "7bc3bc7d";
    String pointerBytes = "01" + "01" + "000174" + "00000002" + "02" + "ffffffff";

    assertThat(HexFormat.of().formatHex(DefinitionFormat.toBytes(version))).isEqualTo(versionBytes);
    assertThat(HexFormat.of().formatHex(DefinitionFormat.toBytes(pointer))).isEqualTo(pointerBytes);
    assertThat(DefinitionFormat.fromBytes(HexFormat.of().parseHex(versionBytes)))
        .isEqualTo(version);
    assertThat(DefinitionFormat.fromBytes(HexFormat.of().parseHex(pointerBytes)))
        .isEqualTo(pointer);
  }

  @Test
  void versionFromTheFutureIsRefused() {
    assertThatThrownBy(() -> DefinitionFormat.fromBytes(new byte[] {2, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer");
  }
}
