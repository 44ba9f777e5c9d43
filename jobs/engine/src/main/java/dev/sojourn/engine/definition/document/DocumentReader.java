package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** From a tree to a document: schema, sense, model. */
final class DocumentReader {
  private DocumentReader() {}

  /**
   * The kind that a document says it is of; empty, and refused, if it says nothing that we know.
   */
  static Optional<Kind> kind(JsonNode tree, Problems problems) {
    List<String> labels = Arrays.stream(Kind.values()).map(Kind::label).toList();
    if (!tree.isObject()) {
      problems.at(
          Path.ROOT, "a document is a map", "begin with apiVersion, kind, metadata and spec");
      return Optional.empty();
    }
    JsonNode kind = tree.path("kind");
    if (!kind.isTextual()) {
      problems.at(
          Path.ROOT.child("kind"),
          "'kind' is missing or not a text",
          "add it: one of " + String.join(", ", labels));
      return Optional.empty();
    }
    Optional<Kind> known = Kind.ofLabel(kind.asText());
    if (known.isEmpty()) {
      problems.at(
          Path.ROOT.child("kind"),
          "there is no kind '" + kind.asText() + "'",
          Suggestion.remedy(kind.asText(), labels, "it is one of " + String.join(", ", labels)));
    }
    return known;
  }

  /**
   * The document; only to be used if nothing was found wrong with it.
   *
   * @param sorted the tree, with sorted names
   */
  static Document read(Kind kind, JsonNode sorted, Problems problems) {
    Element root = new Element(sorted, Path.ROOT, problems);
    DocumentSchema.of(kind).check(root);
    return model(kind, root);
  }

  /** The same for a document that the schema has passed. */
  static Document model(Kind kind, Element root) {
    return switch (kind) {
      case JOURNEY -> JourneyReader.read(root);
      case AUDIENCE -> AudienceReader.read(root);
      case CHANNEL -> ChannelReader.read(root);
      case TEMPLATE -> TemplateReader.read(root);
      case CONTACT_POLICY -> ContactPolicyReader.read(root);
      case MIGRATION -> MigrationReader.read(root);
      case SCHEMA -> SchemaReader.read(root);
    };
  }
}
