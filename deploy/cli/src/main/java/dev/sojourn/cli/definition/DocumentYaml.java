package dev.sojourn.cli.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A published document as YAML, so that it can be edited and applied. Comments and order of the
 * author's file are gone.
 */
public final class DocumentYaml {
  private static final List<String> FIRST = List.of("apiVersion", "kind", "metadata", "spec");

  private DocumentYaml() {}

  public static String of(JsonNode document) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(120).build();
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : FIRST) {
      if (document.has(name)) {
        ordered.put(name, plain(document.get(name)));
      }
    }
    document
        .properties()
        .forEach(field -> ordered.putIfAbsent(field.getKey(), plain(field.getValue())));
    return new Dump(settings).dumpToString(ordered);
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
      return map;
    } else if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(element -> list.add(plain(element)));
      return list;
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isIntegralNumber()) {
      return node.bigIntegerValue();
    } else if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isNull() ? null : node.textValue();
  }
}
