package dev.sojourn.engine.definition.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a Handlebars text names: every path inside a tag that begins with {@code profile}
 * or {@code journey}, be it a value, an argument of a helper or a block, at whatever depth of
 * blocks.
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
      Pattern.compile("\"[^\"]*\"|'[^']*'|[^\\s(){}=|\"'~#/^&!>,][^\\s(){}=|\"'~,]*");

  private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)\\]|[^./\\[\\]]+");

  static TemplateNames in(String text) {
    List<Name> names = new ArrayList<>();
    int at = 0;
    while ((at = text.indexOf("{{", at)) >= 0) {
      if (at > 0 && text.charAt(at - 1) == '\\') {
        at += 2;
        continue;
      }
      String closing = closing(text, at);
      int end = text.indexOf(closing, at + 2);
      if (end < 0) {
        return new TemplateNames(names, OptionalInt.of(at));
      }
      if (!text.startsWith("{{!", at) && !text.startsWith("{{~!", at)) {
        collect(text, at + 2, end, names);
      }
      at = end + closing.length();
    }
    return new TemplateNames(names, OptionalInt.empty());
  }

  private static String closing(String text, int at) {
    if (text.startsWith("{{!--", at) || text.startsWith("{{~!--", at)) {
      return "--";
    }
    return text.startsWith("{{{", at) ? "}}}" : "}}";
  }

  private static void collect(String text, int from, int to, List<Name> names) {
    Matcher token = TOKEN.matcher(text).region(from, to);
    while (token.find()) {
      boolean endOfBlock = token.start() > 0 && text.charAt(token.start() - 1) == '/';
      if (!endOfBlock || text.charAt(token.start() - 2) != '{') {
        path(token.group()).ifPresent(path -> names.add(new Name(path, token.start())));
      }
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
    boolean ours =
        !path.isEmpty() && (path.get(0).equals("profile") || path.get(0).equals("journey"));
    return ours ? Optional.of(List.copyOf(path)) : Optional.empty();
  }
}
