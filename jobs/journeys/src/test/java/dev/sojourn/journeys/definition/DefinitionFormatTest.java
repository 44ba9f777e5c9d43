package dev.sojourn.journeys.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Rule 9: these bytes are in savepoints, and are read for good. */
class DefinitionFormatTest {
  private static final DefinitionRecord VERSION =
      new DefinitionRecord.Version(Kind.JOURNEY, "cart", 3, "{\"é\":1}", 0x0102030405060708L);
  private static final String VERSION_1 =
      "01"
          + "01"
          + "00074a6f75726e6579"
          + "000463617274"
          + "00000003"
          + "0102030405060708"
          + "00000008"
          + "7b22c3a9223a317d";

  private static final DefinitionRecord POINTER =
      new DefinitionRecord.Pointer(Kind.JOURNEY, "cart", 3, PublicationState.PAUSED, 255);
  private static final String POINTER_1 =
      "01"
          + "02"
          + "00074a6f75726e6579"
          + "000463617274"
          + "00000003"
          + "00000000000000ff"
          + "0006706175736564";

  @Test
  void format1IsWritten() {
    assertThat(HexFormat.of().formatHex(DefinitionFormat.write(VERSION))).isEqualTo(VERSION_1);
    assertThat(HexFormat.of().formatHex(DefinitionFormat.write(POINTER))).isEqualTo(POINTER_1);
  }

  @Test
  void format1IsRead() {
    assertThat(DefinitionFormat.read(HexFormat.of().parseHex(VERSION_1))).isEqualTo(VERSION);
    assertThat(DefinitionFormat.read(HexFormat.of().parseHex(POINTER_1))).isEqualTo(POINTER);
  }

  @Test
  void aNewerFormatIsRefused() {
    assertThatThrownBy(() -> DefinitionFormat.read(new byte[] {2}))
        .hasMessageContaining("newer build");
  }
}
