package dev.sojourn.journeys.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Arbitrary event properties and paths into them, over few names so that paths often meet
 * something.
 */
final class Properties {
  private static final Arbitrary<String> NAMES =
      Arbitraries.of("", "a", "b", "ab", "ba", "é", "total", "items", "cartId", "a.b");

  private Properties() {}

  static Arbitrary<Map<String, Object>> maps() {
    return maps(2);
  }

  static Arbitrary<List<List<String>>> paths() {
    return NAMES.list().ofMinSize(0).ofMaxSize(4).list().ofMaxSize(12);
  }

  private static Arbitrary<Map<String, Object>> maps(int depth) {
    return Arbitraries.maps(NAMES, values(depth)).ofMaxSize(5).map(HashMap::new);
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> scalars = scalars();
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<Object> maps = maps(depth - 1).map(Object.class::cast);
    Arbitrary<Object> lists =
        Arbitraries.oneOf(scalars, maps)
            .list()
            .ofMaxSize(4)
            .map(ArrayList<Object>::new)
            .map(Object.class::cast);
    return Arbitraries.oneOf(scalars, maps, lists);
  }

  private static Arbitrary<Object> scalars() {
    return Arbitraries.oneOf(
            Arbitraries.of(true, false).map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.strings()
                .ofMaxLength(20)
                .filter(Properties::isUnicode)
                .map(Object.class::cast))
        .injectNull(0.1);
  }

  /** Half a surrogate pair has no UTF-8. */
  private static boolean isUnicode(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }
}
