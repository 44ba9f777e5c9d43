package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Kind;
import java.util.Comparator;

/** Which document, whatever version. Ordered by kind, then name. */
public record DocumentName(Kind kind, String name) implements Comparable<DocumentName> {
  private static final Comparator<DocumentName> ORDER =
      Comparator.comparing(DocumentName::kind).thenComparing(DocumentName::name);

  @Override
  public int compareTo(DocumentName other) {
    return ORDER.compare(this, other);
  }

  /** Key of the pointer on the definitions topic. */
  String pointerKey() {
    return kind.label() + "/" + name;
  }

  /** Key of the pointer of the version that is tried beside the live one. */
  String trialKey() {
    return pointerKey() + "/trial";
  }

  /** Key of a version on the definitions topic. */
  String versionKey(int version) {
    return pointerKey() + "/" + version;
  }

  @Override
  public String toString() {
    return pointerKey();
  }
}
