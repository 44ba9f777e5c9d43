package dev.sojourn.delivery.definition;

import java.util.Map;

/**
 * What the delivery job reads from a Template document.
 *
 * @param parts name of a part, such as {@code subject}, to its Handlebars text
 */
public record TemplateSpec(String name, int version, Map<String, String> parts) {

  public TemplateSpec {
    parts = Map.copyOf(parts);
  }

  /**
   * @param document a whole Template document as canonical JSON
   */
  public static TemplateSpec parse(String name, int version, String document) throws SpecException {
    return new TemplateSpec(name, version, Spec.of(document).field("parts").texts());
  }
}
