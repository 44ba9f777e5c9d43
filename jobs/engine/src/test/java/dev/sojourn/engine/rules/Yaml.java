package dev.sojourn.engine.rules;

/** Short journey documents. */
final class Yaml {
  private Yaml() {}

  /** A journey named j that {@code start} events start; any reentry; marketing. */
  static String journey(String steps, String... more) {
    return named("j", 1, steps, more);
  }

  /**
   * @param more further lines of the spec, in place of the defaults where they name the same field
   */
  static String named(String name, int version, String steps, String... more) {
    StringBuilder text = new StringBuilder();
    text.append("apiVersion: sojourn/v1\nkind: Journey\n");
    text.append("metadata: {name: ")
        .append(name)
        .append(", version: ")
        .append(version)
        .append("}\n");
    text.append("spec:\n");
    String rest = String.join("\n", more);
    field(text, rest, "entry", "{event: {type: start}}");
    field(text, rest, "reentry", "always");
    field(text, rest, "policy", "marketing");
    field(text, rest, "start", "first");
    for (String line : more) {
      text.append("  ").append(line).append('\n');
    }
    text.append("  steps:\n");
    steps.lines().forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  private static void field(StringBuilder text, String rest, String name, String value) {
    if (!rest.startsWith(name + ":") && !rest.contains("\n" + name + ":")) {
      text.append("  ").append(name).append(": ").append(value).append('\n');
    }
  }

  static String audience(String name, int version, String rule) {
    return "apiVersion: sojourn/v1\nkind: Audience\nmetadata: {name: "
        + name
        + ", version: "
        + version
        + "}\nspec:\n"
        + rule.indent(2);
  }

  static String policy(String name, int version, String spec) {
    return "apiVersion: sojourn/v1\nkind: ContactPolicy\nmetadata: {name: "
        + name
        + ", version: "
        + version
        + "}\nspec: "
        + spec
        + "\n";
  }
}
