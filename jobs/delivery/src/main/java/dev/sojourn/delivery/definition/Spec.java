package dev.sojourn.delivery.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads fields of a document's {@code spec}, and says which field is wrong. */
final class Spec {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The exact durations that publishing accepts: weeks, days of 24 hours, and the rest. Years and
   * months have no exact length, so there can be none of them.
   */
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?:0{1,4}Y)?(?:0{1,5}M)?(?:(\\d{1,5})W)?(?:(\\d{1,6})D)?"
              + "(T(?=\\d)(?:\\d{1,8}H)?(?:\\d{1,9}M)?(?:\\d{1,10}(?:\\.\\d{1,3})?S)?)?");

  private final JsonNode node;
  private final String path;

  private Spec(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * @param document a whole document, as canonical JSON
   */
  static Spec of(String document) throws SpecException {
    try {
      JsonNode spec = JSON.readTree(document).path("spec");
      if (!spec.isObject()) {
        throw new SpecException("spec is missing");
      }
      return new Spec(spec, "spec");
    } catch (JsonProcessingException broken) {
      throw new SpecException("the document is not JSON: " + broken.getOriginalMessage());
    }
  }

  /** A field that may be missing; reading from it gives what is given for missing fields. */
  Spec field(String name) {
    return new Spec(node.path(name), path + "." + name);
  }

  List<Spec> items() throws SpecException {
    if (absent()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrong("a list");
    }
    List<Spec> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      items.add(new Spec(node.get(i), path + "[" + i + "]"));
    }
    return items;
  }

  String text(String otherwise) throws SpecException {
    if (absent()) {
      return otherwise;
    }
    if (!node.isTextual()) {
      throw wrong("a text");
    }
    return node.textValue();
  }

  int number(int otherwise, int least) throws SpecException {
    if (absent()) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least) {
      throw wrong("a whole number of at least " + least);
    }
    return node.intValue();
  }

  /** Milliseconds of an ISO-8601 duration of at least one millisecond. */
  long millis(Duration otherwise) throws SpecException {
    String text = text(otherwise.toString());
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      Duration time =
          matcher.group(3) == null ? Duration.ZERO : Duration.parse("P" + matcher.group(3));
      long days = 7 * number(matcher.group(1)) + number(matcher.group(2));
      long millis = Duration.ofDays(days).plus(time).toMillis();
      if (millis > 0) {
        return millis;
      }
    }
    throw wrong("a duration such as PT30S");
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  long requiredMillis() throws SpecException {
    if (absent()) {
      throw wrong("a duration such as PT30S");
    }
    return millis(Duration.ZERO);
  }

  int requiredNumber(int least) throws SpecException {
    if (absent()) {
      throw wrong("a whole number of at least " + least);
    }
    return number(least, least);
  }

  /** An object of plain values: Boolean, Long, Double, String, List, Map. */
  Map<String, Object> values() throws SpecException {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    return plainMap(node);
  }

  /** An object whose values are all texts. */
  Map<String, String> texts() throws SpecException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Object> value : values().entrySet()) {
      if (!(value.getValue() instanceof String text)) {
        throw field(value.getKey()).wrong("a text");
      }
      texts.put(value.getKey(), text);
    }
    return texts;
  }

  SpecException wrong(String expected) {
    return new SpecException(path + " is not " + expected);
  }

  private boolean absent() {
    return node instanceof MissingNode || node.isNull();
  }

  private static Map<String, Object> plainMap(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
    return map;
  }

  private static Object plain(JsonNode value) {
    if (value.isObject()) {
      return plainMap(value);
    }
    if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return value.isNull() ? null : value.asText();
  }
}
