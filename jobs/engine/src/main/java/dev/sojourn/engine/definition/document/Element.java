package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a document, with its place. Reading is lenient: what is absent or of the wrong type
 * reads as empty, because the schema's check has told of it already.
 */
public record Element(JsonNode node, Path path, Problems problems) {

  /** A member; one that is not there reads as empty. */
  public Element at(String name) {
    JsonNode member = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new Element(member, path.child(name), problems);
  }

  /** Whether it stands in the document, with a value. */
  public boolean exists() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Its own name in the map around it. */
  public String name() {
    return path.last();
  }

  public Optional<String> text() {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  /** The text; empty if there is none. */
  public String textOrEmpty() {
    return text().orElse("");
  }

  public int number(int otherwise) {
    return node.canConvertToExactIntegral() ? node.intValue() : otherwise;
  }

  public boolean isTrue() {
    return node.isBoolean() && node.asBoolean();
  }

  public List<Element> items() {
    List<Element> items = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        items.add(new Element(node.get(i), path.child(i), problems));
      }
    }
    return items;
  }

  public List<Element> members() {
    List<Element> members = new ArrayList<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        members.add(new Element(member.getValue(), path.child(member.getKey()), problems));
      }
    }
    return members;
  }

  /** Which of several names are members. */
  public List<Element> present(List<String> names) {
    return names.stream().map(this::at).filter(member -> !member.node.isMissingNode()).toList();
  }

  /** Where it begins in its file; where its nearest parent does if it is not there. */
  public Position position() {
    return problems.positionOf(path);
  }

  /** The value is wrong. */
  public void refuse(String message, String remedy) {
    problems.at(path, message, remedy);
  }

  /** It should not be there, or not by this name. */
  public void refuseName(String message, String remedy) {
    problems.atName(path, message, remedy);
  }

  /**
   * The one of several members that must be there alone; empty, and refused, if none or several
   * are.
   */
  public Optional<Element> oneOf(List<String> names) {
    List<Element> present = present(names);
    if (present.size() == 1) {
      return Optional.of(present.get(0));
    }
    // A misspelt member has been told of; that it is missing by its right name goes without saying.
    if (node.isObject() && present.isEmpty() && !problems.hasStrangers(path)) {
      refuse("has none of " + String.join(", ", names), "state exactly one of them");
    }
    for (Element further : present.subList(Math.min(1, present.size()), present.size())) {
      further.refuseName(
          "'" + further.name() + "' cannot stand beside '" + present.get(0).name() + "'",
          "state exactly one of them");
    }
    return Optional.empty();
  }
}
