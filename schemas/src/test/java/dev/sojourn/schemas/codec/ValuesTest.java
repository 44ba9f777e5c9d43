package dev.sojourn.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void plainValuesComeBackAsTheyWere() {
    Map<String, Object> plain = new HashMap<>();
    plain.put("none", null);
    plain.put("flag", true);
    plain.put("count", 2L);
    plain.put("total", 1.5);
    plain.put("name", "Ann");
    plain.put("tags", Arrays.asList("a", null, Map.of("b", 1L)));
    plain.put("address", Map.of("city", Map.of("name", "Lyon")));

    assertThat(Values.fromAvro(Values.toAvro(plain))).isEqualTo(plain);
    assertThat(Values.fromStruct(Values.toStruct(plain))).isEqualTo(plain);
  }

  @Test
  void smallerNumbersAreWidened() {
    assertThat(Values.toAvro(Map.of("i", 1, "s", (short) 2, "b", (byte) 3, "f", 0.5f)))
        .isEqualTo(Map.of("i", 1L, "s", 2L, "b", 3L, "f", 0.5));
  }

  @Test
  void whatHasNoPlaceInTheContractIsRefused() {
    Map<String, Object> deep = Map.of();
    for (int i = 0; i <= Values.MAX_DEPTH; i++) {
      deep = Map.of("a", deep);
    }
    for (Object value :
        List.of(List.of(List.of()), new Object(), Map.of(1, 2), List.of(Map.of(1, 2)), deep)) {
      Map<String, Object> plain = Map.of("x", value);
      assertThatThrownBy(() -> Values.toAvro(plain)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
