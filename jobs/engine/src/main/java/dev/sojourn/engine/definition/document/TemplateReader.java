package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.expression.DeclaredType;
import dev.sojourn.engine.expression.DeclaredType.Members;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads templates: which values they name. Whether they render is the delivery job's matter. */
final class TemplateReader {
  /** What {@code journey} holds in a template. */
  private static final List<String> JOURNEY = List.of("event", "key", "name");

  private TemplateReader() {}

  static Template read(Element root) {
    Set<List<String>> names =
        new TreeSet<>(Comparator.comparing((List<String> path) -> String.join("\u0000", path)));
    for (Element part : root.at("spec").at("parts").members()) {
      TemplateNames found = TemplateNames.in(part.textOrEmpty());
      found
          .unclosed()
          .ifPresent(
              at -> inside(part, at, "a tag begins with {{ and does not end", "close it with }}"));
      for (TemplateNames.Name name : found.names()) {
        names.add(name.path());
        check(part, name);
      }
    }
    return new Template(
        Metadata.name(root), Metadata.version(root), Collections.unmodifiableSet(names));
  }

  private static void check(Element part, TemplateNames.Name name) {
    List<String> path = name.path();
    part.problems().declared().ifPresent(declared -> check(part, name, declared));
    if (path.get(0).equals("journey") && path.size() > 1 && !JOURNEY.contains(path.get(1))) {
      inside(
          part,
          name.at(),
          "journey has no '" + path.get(1) + "' in templates",
          Suggestion.remedy(path.get(1), JOURNEY, "it has " + String.join(", ", JOURNEY)));
    }
  }

  /** What a template names of a profile must be declared, if that says that it is all (A6). */
  private static void check(Element part, TemplateNames.Name name, Declared declared) {
    Members at = name.path().get(0).equals("profile") ? declared.profile() : Members.ANYTHING;
    for (String member : name.path().subList(1, name.path().size())) {
      DeclaredType type = at.members().get(member);
      if (at.closed() && type == null) {
        inside(
            part,
            name.at(),
            "'" + member + "' is not declared for profile",
            Suggestion.remedy(
                member, at.members().keySet(), "correct the name, or declare it in the Schema"));
      }
      declared
          .doubt(member, "profile", at)
          .ifPresent(doubt -> inside(part, name.at(), doubt.message(), doubt.remedy()));
      at = type instanceof Members further ? further : Members.ANYTHING;
    }
  }

  private static void inside(Element part, int at, String message, String remedy) {
    String before = part.textOrEmpty().substring(0, at);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = at - before.lastIndexOf('\n');
    part.problems().inside(part.path(), line, column, message, remedy);
  }
}
