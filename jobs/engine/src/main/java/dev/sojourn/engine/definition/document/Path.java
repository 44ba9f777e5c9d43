package dev.sojourn.engine.definition.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in a document.
 *
 * @param elements names (String) and indexes (Integer) from the outside in
 */
public record Path(List<Object> elements) {
  /** The document. */
  public static final Path ROOT = new Path(List.of());

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  /** Whether this is another place, or lies in it. */
  public boolean isIn(Path other) {
    return elements.size() >= other.elements.size()
        && elements.subList(0, other.elements.size()).equals(other.elements);
  }

  public Path child(String name) {
    return with(name);
  }

  public Path child(int index) {
    return with(index);
  }

  private Path with(Object element) {
    List<Object> longer = new ArrayList<>(elements.size() + 1);
    longer.addAll(elements);
    longer.add(element);
    return new Path(List.copyOf(longer));
  }

  /** The place around this one; the root is around itself. */
  public Path parent() {
    return elements.isEmpty() ? this : new Path(elements.subList(0, elements.size() - 1));
  }

  /** The innermost name or index; empty for the root. */
  public String last() {
    return elements.isEmpty() ? "" : String.valueOf(elements.get(elements.size() - 1));
  }

  /** For people, for example {@code spec.exit[0].event}; the root is empty. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Object element : elements) {
      if (element instanceof Integer index) {
        text.append('[').append(index).append(']');
      } else if (PLAIN.matcher((String) element).matches()) {
        text.append(text.isEmpty() ? "" : ".").append(element);
      } else {
        text.append("['").append(element).append("']");
      }
    }
    return text.toString();
  }
}
