package dev.sojourn.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {
  @Test
  void whatIsPackedComesBack() {
    Map<String, Object> values =
        Map.of(
            "text",
            "Жанна",
            "whole",
            7L,
            "part",
            0.5,
            "yes",
            true,
            "list",
            List.of("a", 1L),
            "object",
            Map.of("inner", Map.of("deep", "x")));
    assertThat(Packed.unpack(Packed.pack(values))).isEqualTo(values);
    assertThat(Packed.unpack(Packed.pack(Map.of()))).isEmpty();
  }

  @Test
  void noMoreThanTheLimitIsPacked() {
    Map<String, Object> most = Map.of("a", "x".repeat(Packed.MOST_BYTES - 6));
    assertThat(Packed.size(most)).isEqualTo(Packed.MOST_BYTES);
    assertThat(Packed.unpack(Packed.pack(most))).isEqualTo(most);
    Map<String, Object> more = Map.of("a", "x".repeat(Packed.MOST_BYTES - 5));
    assertThatThrownBy(() -> Packed.pack(more)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "AQ==", "AQFhCA==", "AAA=", "AP8=", "/////w8="})
  void whatIsNoPackedMapIsRefused(String text) {
    assertThatThrownBy(() -> Packed.unpack(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listsInListsWithoutEndAreRefused() {
    byte[] bytes = new byte[Packed.MOST_BYTES];
    bytes[0] = 1;
    bytes[1] = 1;
    bytes[2] = 'a';
    for (int i = 3; i + 1 < bytes.length; i += 2) {
      bytes[i] = 6;
      bytes[i + 1] = 1;
    }
    String text = Base64.getEncoder().encodeToString(bytes);
    assertThatThrownBy(() -> Packed.unpack(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Packed.unpack("A".repeat(50_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, Object> nested(int objects) {
    Map<String, Object> map = Map.of("n", 1L);
    for (int i = 1; i < objects; i++) {
      map = Map.of("in", List.of(map));
    }
    return map;
  }

  @Test
  void whatARecordHasRoomForComesBackHoweverDeep_E5() {
    Map<String, Object> deepest = nested(33);
    assertThat(Packed.unpack(Packed.pack(deepest))).isEqualTo(deepest);
  }

  @Test
  void rule8ValuesThatLieTooDeepAreRefusedOnTheWay_E5() {
    ByteWriter lists = new ByteWriter(Packed.MOST_BYTES);
    lists.varint(1);
    lists.text("a");
    for (int left = Packed.MOST_BYTES - 3; left > 130; left -= 3) {
      lists.u8(6); // a list that claims to have as many elements as bytes are left
      lists.varint(left - 3);
    }
    lists.raw(new byte[130], 0, 130);
    for (byte[] bytes :
        List.of(lists.toBytes(), Base64.getDecoder().decode(Packed.pack(nested(51))))) {
      String text = Base64.getEncoder().encodeToString(bytes);
      assertThatThrownBy(() -> Packed.unpack(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasRootCauseMessage("stored bytes are broken: values lie too deep");
    }
  }

  @Property
  void anyBytesAreAMapOrRefused(@ForAll byte[] bytes) {
    try {
      Packed.unpack(Base64.getEncoder().encodeToString(bytes));
    } catch (IllegalArgumentException e) {
      assertThat(e).isNotNull();
    }
  }
}
