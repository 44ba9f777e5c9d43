package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What a YAML scalar means by the core schema. */
final class Scalars {
  private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Scalars() {}

  /**
   * A scalar's value.
   *
   * @param refusal why it cannot be used; empty if it can
   */
  record Resolved(JsonNode node, Optional<String> refusal) {
    static Resolved of(JsonNode node) {
      return new Resolved(node, Optional.empty());
    }
  }

  static Resolved resolve(ScalarEvent event) {
    String text = event.getValue();
    if (event.getScalarStyle() != ScalarStyle.PLAIN) {
      return Resolved.of(NODES.textNode(text));
    }
    Tag tag = RESOLVER.resolve(text, true);
    if (tag.equals(Tag.NULL)) {
      return Resolved.of(NODES.nullNode());
    }
    if (tag.equals(Tag.BOOL)) {
      return Resolved.of(NODES.booleanNode(Boolean.parseBoolean(text)));
    }
    if (tag.equals(Tag.INT)) {
      return whole(text);
    }
    return tag.equals(Tag.FLOAT) ? real(text) : Resolved.of(NODES.textNode(text));
  }

  private static Resolved whole(String text) {
    BigInteger value =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    return value.bitLength() < Long.SIZE
        ? Resolved.of(NODES.numberNode(value.longValue()))
        : new Resolved(NODES.nullNode(), Optional.of("a whole number beyond 64 bits"));
  }

  private static Resolved real(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      // .inf and .nan, which JSON does not have.
      value = Double.NaN;
    }
    return Double.isFinite(value)
        ? Resolved.of(NODES.numberNode(value))
        : new Resolved(NODES.nullNode(), Optional.of("not a finite number"));
  }

  static ScalarText.Style style(ScalarStyle style) {
    return switch (style) {
      case SINGLE_QUOTED -> ScalarText.Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> ScalarText.Style.DOUBLE_QUOTED;
      case LITERAL, JSON_SCALAR_STYLE -> ScalarText.Style.LITERAL;
      case FOLDED -> ScalarText.Style.FOLDED;
      case PLAIN -> ScalarText.Style.PLAIN;
    };
  }
}
