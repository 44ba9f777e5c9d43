package dev.sojourn.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.sojourn.connector.Answer;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of an HTTP answer as JSON. What it is said to be does not matter, many systems send JSON
 * as text; the charset does. Without one it is UTF-8, or UTF-16 or UTF-32 as its first bytes show.
 */
final class JsonBody {

  private static final ObjectReader LENIENT = new ObjectMapper().reader();
  private static final ObjectReader STRICT =
      LENIENT.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  /** Where an answer stands that has no names of its own: a list, a text, a number, a truth. */
  private static final String VALUE = "value";

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final JsonNode root;

  private JsonBody(JsonNode root) {
    this.root = root;
  }

  /** The first JSON value of a body; empty if it does not begin with one. */
  static Optional<JsonBody> beginning(byte[] body, HttpHeaders headers) {
    return read(body, headers, LENIENT);
  }

  /** A body that is one JSON value from end to end; empty if it is not. */
  static Optional<JsonBody> whole(byte[] body, HttpHeaders headers) {
    return read(body, headers, STRICT);
  }

  private static Optional<JsonBody> read(byte[] body, HttpHeaders headers, ObjectReader reader) {
    try {
      Optional<Charset> stated = charset(headers);
      JsonNode root =
          stated.isEmpty() ? reader.readTree(body) : reader.readTree(text(body, stated.get()));
      return root.isMissingNode() ? Optional.empty() : Optional.of(new JsonBody(root));
    } catch (IOException | IllegalArgumentException notJson) {
      // The latter if there is no such charset.
      return Optional.empty();
    }
  }

  /** The stated charset, if it is another than JSON's own, which the parser knows by itself. */
  private static Optional<Charset> charset(HttpHeaders headers) {
    Matcher stated = CHARSET.matcher(headers.firstValue("Content-Type").orElse(""));
    return stated.find()
        ? Optional.of(Charset.forName(stated.group(1)))
            .filter(charset -> !charset.equals(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static String text(byte[] body, Charset charset) throws IOException {
    // A new decoder refuses what is malformed.
    String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** The text of a value that is one, or a number; empty if there is none or it is too long. */
  Optional<String> text(JsonPointer at, int longest) {
    JsonNode value = root.at(at);
    boolean usable = value.isValueNode() && !value.isNull() && value.asText().length() <= longest;
    return usable && !value.asText().isEmpty() ? Optional.of(value.asText()) : Optional.empty();
  }

  /**
   * The answer that stands at a place: an object as it is, anything else under the name {@code
   * value}, null as an answer without values.
   *
   * @throws Answer.UnfitException if there is nothing at the place, or what cannot be an answer
   */
  Answer answer(JsonPointer at) {
    JsonNode value = root.at(at);
    if (value.isMissingNode()) {
      throw new Answer.UnfitException(
          Answer.UNREADABLE, "the provider's answer has nothing at " + at);
    } else if (value.isNull()) {
      return Answer.NONE;
    }
    return new Answer(value.isObject() ? map(value) : Map.of(VALUE, plain(value)));
  }

  private static Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      map.put(member.getKey(), plain(member.getValue()));
    }
    return map;
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    } else if (node.isArray()) {
      List<Object> list = new ArrayList<>(node.size());
      node.forEach(item -> list.add(plain(item)));
      return list;
    } else if (node.isTextual()) {
      return node.textValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isNull()) {
      return null;
    } else if (!node.isIntegralNumber()) {
      return node.doubleValue();
    } else if (node.canConvertToLong()) {
      return node.longValue();
    }
    throw new Answer.UnfitException(
        Answer.UNREADABLE,
        "the provider's answer has a whole number beyond 64 bits; it must come as a text");
  }
}
