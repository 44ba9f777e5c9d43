package dev.sojourn.engine.journey;

import dev.sojourn.engine.profile.Turn;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What the value of a journey's key expression means (E1, E2). */
final class InstanceKeys {
  /** Elements of a list-valued key that start instances. */
  static final int MOST = 1_000;

  /** Bytes of UTF-8. */
  static final int LONGEST = 512;

  private InstanceKeys() {}

  /**
   * The keys, each once, in their order; what is no key, too long or beyond the limit is left out
   * and counted.
   */
  static Set<String> of(Turn turn, Object value) {
    Set<String> keys = new LinkedHashSet<>();
    if (value instanceof Collection<?> list) {
      for (Object element : list) {
        if (keys.size() == MOST) {
          turn.count("entry-keys-left-out");
          return keys;
        }
        add(turn, keys, element);
      }
    } else {
      add(turn, keys, value);
    }
    return keys;
  }

  private static void add(Turn turn, Set<String> keys, Object value) {
    Optional<String> key = text(value);
    if (key.isPresent() && isTooLong(key.get())) {
      turn.count("entry-key-too-long");
    } else {
      key.ifPresent(keys::add);
    }
  }

  /** One key; empty if the value is none, or too long. */
  static Optional<String> single(Object value) {
    return text(value).filter(key -> !isTooLong(key));
  }

  static boolean isTooLong(String key) {
    return key.length() > LONGEST || key.getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }

  private static Optional<String> text(Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      return Optional.of(text);
    }
    if (value instanceof Long || value instanceof Boolean) {
      return Optional.of(value.toString());
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return Optional.of(
          number == Math.rint(number) && Math.abs(number) < 1e15
              ? Long.toString(number.longValue())
              : number.toString());
    }
    return Optional.empty();
  }
}
