package dev.sojourn.engine.definition.document;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The values that a Handlebars text names: every path inside a tag that begins with {@code
 * profile}, {@code journey} or {@code steps}, be it a value, an argument of a helper or a block, at
 * whatever depth of blocks.
 *
 * @param names in the order of the text
 * @param unclosed where a tag begins that does not end; empty if all do
 */
record TemplateNames(List<Name> names, OptionalInt unclosed) {

  /**
   * A value that is named.
   *
   * @param at where in the text, from 0
   */
  record Name(List<String> path, int at) {}

  /**
   * Texts in quotation marks, which name nothing, or a path; {@code a=path} is a helper's named
   * argument.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"[^\"]*\"|'[^']*'|(?:\\[[^\\]]*\\]|[^\\s(){}=|\"'~#/^&!>,\\[])(?:\\[[^\\]]*\\]|[^\\s(){}=|\"'~,\\[])*");

  /**
   * The end of a tag: a comment may hold anything, a value that is not escaped has three braces.
   */
  private static final Pattern COMMENT_END = Pattern.compile("--~?}}");

  private static final Pattern RAW_END = Pattern.compile("}}}");
  private static final Pattern END = Pattern.compile("}}");

  /** What templates see. */
  private static final Set<String> VARIABLES = Set.of("profile", "journey", "steps");

  private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)\\]|[^./\\[\\]]+");

  static TemplateNames in(String text) {
    List<Name> names = new ArrayList<>();
    int at = 0;
    while ((at = text.indexOf("{{", at)) >= 0) {
      if (at > 0 && text.charAt(at - 1) == '\\') {
        at += 2;
        continue;
      }
      boolean comment = text.startsWith("{{!--", at) || text.startsWith("{{~!--", at);
      Matcher end = end(text, at, comment).matcher(text);
      if (!end.find(at + (comment ? "{{!--".length() : 2))) {
        return new TemplateNames(names, OptionalInt.of(at));
      }
      boolean empty = end.start() <= at + 2;
      if (!empty && !text.startsWith("{{!", at) && !text.startsWith("{{~!", at)) {
        collect(text, at + 2, end.start(), names);
      }
      at = end.end();
    }
    return new TemplateNames(names, OptionalInt.empty());
  }

  private static Pattern end(String text, int at, boolean comment) {
    if (comment) {
      return COMMENT_END;
    }
    return text.startsWith("{{{", at) ? RAW_END : END;
  }

  private static void collect(String text, int from, int to, List<Name> names) {
    if (text.charAt(from) == '/') {
      // The end of a block repeats the name of its helper only.
      return;
    }
    Matcher token = TOKEN.matcher(text.substring(from, to));
    while (token.find()) {
      int at = from + token.start();
      path(token.group()).ifPresent(path -> names.add(new Name(path, at)));
    }
  }

  private static Optional<List<String>> path(String token) {
    String rest = token;
    for (String prefix : List.of("@root.", "@root/", "this.", "this/", "./", "../")) {
      while (rest.startsWith(prefix)) {
        rest = rest.substring(prefix.length());
      }
    }
    List<String> path = new ArrayList<>();
    Matcher segment = SEGMENT.matcher(rest);
    while (segment.find()) {
      path.add(segment.group(1) == null ? segment.group() : segment.group(1));
    }
    boolean ours = !path.isEmpty() && VARIABLES.contains(path.get(0));
    return ours ? Optional.of(List.copyOf(path)) : Optional.empty();
  }
}
