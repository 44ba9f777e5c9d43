package dev.sojourn.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.avro.Member;
import dev.sojourn.avro.Struct;
import dev.sojourn.schemas.codec.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON values as the unions that signals carry: null, boolean, long, double, string, list, object.
 */
public final class AvroValues {
  private AvroValues() {}

  /**
   * @param node an object, or nothing at all, which is the empty map
   * @param path for messages
   */
  public static Map<String, Object> map(JsonNode node, String path) throws LineException {
    Map<String, Object> map = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : fields(node, path)) {
      map.put(field.getKey(), value(field.getValue(), path + "." + field.getKey(), 0));
    }
    return map;
  }

  /**
   * @param node an object
   * @param path for messages
   */
  static Struct struct(JsonNode node, String path) throws LineException {
    if (!node.isObject()) {
      throw new LineException("`" + path + "` must be an object");
    }
    return struct(node, path, 1);
  }

  static Iterable<Map.Entry<String, JsonNode>> fields(JsonNode node, String path)
      throws LineException {
    if (!node.isMissingNode() && !node.isObject()) {
      throw new LineException("`" + path + "` must be an object");
    }
    return node.properties();
  }

  private static Struct struct(JsonNode node, String path, int depth) throws LineException {
    if (depth > Values.MAX_DEPTH) {
      throw new LineException(
          "`" + path + "` lies more than " + Values.MAX_DEPTH + " objects deep; make it flatter");
    }
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      members.add(
          new Member(field.getKey(), value(field.getValue(), path + "." + field.getKey(), depth)));
    }
    return new Struct(members);
  }

  private static Object value(JsonNode node, String path, int depth) throws LineException {
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      for (JsonNode element : node) {
        if (element.isArray()) {
          throw new LineException(
              "`"
                  + path
                  + "` is a list in a list, which signals cannot carry; use a list of objects");
        }
        list.add(value(element, path + "[" + list.size() + "]", depth));
      }
      return list;
    } else if (node.isObject()) {
      return struct(node, path, depth + 1);
    } else if (node.isNull()) {
      return null;
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isIntegralNumber()) {
      if (!node.canConvertToLong()) {
        throw new LineException("`" + path + "` is beyond 64 bits; give it as a text");
      }
      return node.longValue();
    } else if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.textValue();
  }
}
