package dev.sojourn.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.connector.Answer.UnfitException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

  @Test
  void valuesAreKeptInTheirOrderAndWithTheirNulls_S9() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("z", true);
    values.put("a", null);
    values.put("list", Arrays.asList(1L, null, "x", Map.of("inner", List.of(2.5))));
    values.put("", "no name");

    Answer answer = new Answer(values);

    assertThat(answer.values()).isEqualTo(values);
    assertThat(answer.values().keySet()).containsExactly("z", "a", "list", "");
    assertThat(answer.isEmpty()).isFalse();
    assertThat(Answer.NONE.isEmpty()).isTrue();
  }

  @Test
  void numbersOfOtherClassesBecomeLongAndDouble() {
    assertThat(new Answer(Map.of("a", 1, "b", (short) 2, "c", (byte) 3, "d", 0.5f)).values())
        .isEqualTo(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 0.5));
  }

  @Test
  void whatIsDoneToTheSourceOrTriedOnTheValuesChangesNothing() {
    List<Object> list = new ArrayList<>(List.of(1L));
    Map<String, Object> inner = new HashMap<>(Map.of("list", list));
    Map<String, Object> values = new HashMap<>(Map.of("inner", inner));
    Answer answer = new Answer(values);

    list.add(2L);
    inner.clear();
    values.clear();

    assertThat(answer.values()).isEqualTo(Map.of("inner", Map.of("list", List.of(1L))));
    Map<?, ?> kept = (Map<?, ?>) answer.values().get("inner");
    assertThatThrownBy(() -> answer.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(kept::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) kept.get("list")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @MethodSource
  void whatHasNoPlaceInAReportIsUnreadable_S9(Map<String, Object> values) {
    assertUnfit(values, Answer.UNREADABLE);
  }

  static Stream<Arguments> whatHasNoPlaceInAReportIsUnreadable_S9() {
    return Stream.<Map<?, ?>>of(
            Map.of("a", List.of(List.of(1L))),
            Map.of("a", List.of(Map.of("b", List.of(List.of())))),
            Map.of("a", Double.NaN),
            Map.of("a", List.of(Float.NEGATIVE_INFINITY)),
            Map.of("a", BigInteger.ONE),
            Map.of("a", Instant.EPOCH),
            Map.of("a", new Object[0]),
            Map.of("a", Map.of(1L, "b")),
            nested(Answer.MAX_DEPTH + 1))
        .map(Arguments::of);
  }

  @Test
  void objectsMayLieAsDeepAsTheLimitInMapsAndLists_S9() {
    assertThat(new Answer(nested(Answer.MAX_DEPTH)).values()).containsKey("a");

    Map<String, Object> value = Map.of();
    for (int i = 1; i < Answer.MAX_DEPTH; i++) {
      value = Map.of("a", List.of(value));
    }
    assertThat(new Answer(value).values()).containsKey("a");
    assertUnfit(Map.of("a", List.of(value)), Answer.UNREADABLE);
  }

  /** Names and texts count in UTF-8, numbers 8, and each value 1. */
  @Test
  void sizeIsCountedToTheByte_S9() {
    int text = Answer.MAX_BYTES - "name".length() - 1;
    assertThat(new Answer(Map.of("name", "x".repeat(text))).isEmpty()).isFalse();
    assertUnfit(Map.of("name", "x".repeat(text + 1)), Answer.TOO_LARGE);

    int numbers = (Answer.MAX_BYTES - "ab".length() - 1) / 9;
    assertThat(new Answer(Map.of("ab", Collections.nCopies(numbers, 1L))).isEmpty()).isFalse();
    assertUnfit(Map.of("ab", Collections.nCopies(numbers + 1, 0.5)), Answer.TOO_LARGE);
    assertUnfit(Map.of("a", Collections.nCopies(Answer.MAX_BYTES, Map.of())), Answer.TOO_LARGE);
    assertUnfit(Map.of("n".repeat(Answer.MAX_BYTES), true), Answer.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"e", "é", "€", "\uD83D\uDE00"})
  void textsCountAsTheyAreWritten_S9(String character) {
    int bytes = character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    int room = Answer.MAX_BYTES - 2;

    assertThat(new Answer(Map.of("a", character.repeat(room / bytes))).isEmpty()).isFalse();
    assertUnfit(Map.of("a", character.repeat(room / bytes + 1)), Answer.TOO_LARGE);
  }

  @Test
  void textTellsNothingOfTheValues() {
    assertThat(new Answer(Map.of("email", "ann@example.com")).toString())
        .isEqualTo("Answer of 1 values");
  }

  private static void assertUnfit(Map<String, ?> values, String code) {
    assertThatThrownBy(() -> new Answer(Map.copyOf(values)))
        .isInstanceOfSatisfying(UnfitException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageStartingWith("the answer ");
  }

  private static Map<String, Object> nested(int depth) {
    Map<String, Object> value = Map.of();
    for (int i = 1; i < depth; i++) {
      value = Map.of("a", value);
    }
    return value;
  }
}
