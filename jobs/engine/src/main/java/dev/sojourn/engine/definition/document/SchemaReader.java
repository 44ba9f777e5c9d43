package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Schema;
import dev.sojourn.engine.expression.DeclaredType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads schemas: declared types (A6). */
final class SchemaReader {
  /** What every profile has by itself. */
  static final Map<String, DeclaredType> OF_EVERY_PROFILE = ofEveryProfile();

  private static final List<String> COMPOSED = List.of("list", "map", "properties");

  private SchemaReader() {}

  private static Map<String, DeclaredType> ofEveryProfile() {
    Map<String, DeclaredType> names = new LinkedHashMap<>();
    names.put("consents", new DeclaredType.MapOf(DeclaredType.Scalar.STRING));
    names.put("id", DeclaredType.Scalar.STRING);
    return names;
  }

  static Schema read(Element root) {
    Element spec = root.at("spec");
    Optional<String> event = spec.at("of").at("event").text();
    if (event.isEmpty()) {
      for (String name : OF_EVERY_PROFILE.keySet()) {
        Element property = spec.at("properties").at(name);
        if (property.exists()) {
          property.refuseName("every profile has '" + name + "' by itself", "remove it");
        }
      }
    }
    return new Schema(Metadata.name(root), Metadata.version(root), event, members(spec));
  }

  private static DeclaredType.Members members(Element map) {
    Map<String, DeclaredType> members = new LinkedHashMap<>();
    for (Element member : map.at("properties").members()) {
      members.put(member.name(), type(member));
    }
    return new DeclaredType.Members(members, map.at("closed").isTrue());
  }

  private static DeclaredType type(Element type) {
    if (!type.node().isObject()) {
      return DeclaredType.Scalar.ofLabel(type.textOrEmpty())
          .<DeclaredType>map(scalar -> scalar)
          .orElse(DeclaredType.Scalar.ANY);
    }
    String composed = type.oneOf(COMPOSED).map(Element::name).orElse("");
    if (type.at("closed").exists() && !composed.equals("properties")) {
      type.at("closed").refuseName("'closed' goes with properties only", "remove it");
    }
    return switch (composed) {
      case "list" -> list(type.at("list"));
      case "map" -> new DeclaredType.MapOf(type(type.at("map")));
      default -> members(type);
    };
  }

  private static DeclaredType list(Element element) {
    if (element.at("list").exists()) {
      element.refuse(
          "no list can lie right inside a list", "declare a list of maps that hold lists");
    }
    return new DeclaredType.ListOf(type(element));
  }
}
