package dev.sojourn.engine.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule 9: these bytes are in savepoints, and are read for good. */
class InstanceContextTest {
  private static final String EVENT =
      "05" // five properties
          + "066361727449640502633" // cartId: text c1
          + "1"
          + "056974656d73" // items: a whole number, 3
          + "0306"
          + "05746f74616c" // total: a real number, 1.5
          + "043ff8000000000000"
          + "0467696674" // gift: true
          + "02"
          + "0474616773" // tags: a list of a text, nothing and a map
          + "060305016100070101780"
          + "1";

  private static final String FORMAT_1 = "01" + EVENT;

  /** With one answer, to the step ask. */
  private static final String FORMAT_2 = "02" + EVENT + "01" + "0361736b" + "0701026f6b02";

  private static Map<String, Object> event() {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("cartId", "c1");
    event.put("items", 3L);
    event.put("total", 1.5);
    event.put("gift", true);
    event.put("tags", Arrays.asList("a", null, Map.of("x", false)));
    return event;
  }

  @Test
  void format2IsWrittenAndRead() {
    InstanceContext context = InstanceContext.of(event()).with("ask", Map.of("ok", true));
    assertThat(HexFormat.of().formatHex(context.toBytes())).isEqualTo(FORMAT_2);
    assertThat(InstanceContext.ofBytes(HexFormat.of().parseHex(FORMAT_2))).isEqualTo(context);
  }

  @Test
  void format1HasNoAnswers() {
    assertThat(InstanceContext.ofBytes(HexFormat.of().parseHex(FORMAT_1)))
        .isEqualTo(InstanceContext.of(event()));
  }

  @Test
  void aNewerFormatIsRefused() {
    assertThatThrownBy(() -> InstanceContext.ofBytes(new byte[] {3}))
        .hasMessageContaining("version 3");
  }
}
