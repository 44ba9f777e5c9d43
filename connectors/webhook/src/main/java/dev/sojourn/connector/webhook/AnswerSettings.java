package dev.sojourn.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sojourn.connector.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That a webhook's answers are wanted, and what of them (S9).
 *
 * @param from the part of a JSON body that is the answer; the whole body unless stated
 * @param maxBytes the longest body that is read; 64 KiB unless stated
 */
record AnswerSettings(JsonPointer from, int maxBytes) {

  static final String OPTION = "answer";

  private static final List<String> OPTIONS = List.of("from", "maxBytes");
  private static final long DEFAULT_MAX_BYTES = 64 * 1024;

  /**
   * Reads the option and adds to {@code problems} what is wrong with it; empty if it is not there.
   */
  static Optional<AnswerSettings> read(Map<String, Object> configuration, List<String> problems) {
    if (!configuration.containsKey(OPTION)) {
      return Optional.empty();
    }
    if (!(configuration.get(OPTION) instanceof Map<?, ?> settings)) {
      problems.add("answer is not an object; write {} for the whole body, or {from: /result}");
      return Optional.empty();
    }
    for (Object option : settings.keySet()) {
      if (!OPTIONS.contains(option)) {
        problems.add("answer has no option '" + option + "'; it has " + OPTIONS);
      }
    }
    return Optional.of(
        new AnswerSettings(
            from(settings.get("from"), problems), maxBytes(settings.get("maxBytes"), problems)));
  }

  private static JsonPointer from(Object value, List<String> problems) {
    if (value == null) {
      return JsonPointer.empty();
    }
    try {
      if (value instanceof String text) {
        return JsonPointer.compile(text);
      }
    } catch (IllegalArgumentException invalid) {
      // Falls through to the one message that says what is expected.
    }
    problems.add("answer.from is not a JSON pointer; write for example /result");
    return JsonPointer.empty();
  }

  private static int maxBytes(Object value, List<String> problems) {
    Object bytes = value == null ? DEFAULT_MAX_BYTES : value;
    if (bytes instanceof Long number && number >= 1 && number <= Answer.MAX_BYTES) {
      return number.intValue();
    }
    problems.add("answer.maxBytes is not a whole number from 1 to " + Answer.MAX_BYTES);
    return 1;
  }
}
