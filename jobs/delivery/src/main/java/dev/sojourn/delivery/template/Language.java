package dev.sojourn.delivery.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Handlebars.SafeString;
import com.github.jknack.handlebars.HelperRegistry;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.cache.NullTemplateCache;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import dev.sojourn.connector.ConnectorFactory.Escaping;
import java.io.IOException;

/**
 * The Handlebars that templates are written in: a value that is missing is an error unless the
 * helper {@code default} gives another, no file can be included, and values are escaped as the part
 * needs it. Helpers beyond Handlebars' own:
 *
 * <ul>
 *   <li>{@code {{default profile.firstName "friend"}}}: the value, or the other if it is missing or
 *       empty;
 *   <li>{@code {{json journey.event.items}}}: any value, lists and objects too, as JSON.
 * </ul>
 */
final class Language {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Language() {}

  static Handlebars with(Escaping escaping) {
    Handlebars handlebars =
        new Handlebars(new NoFiles())
            .with(strategy(escaping))
            // Compiled templates are kept by version; a cache by text would only grow.
            .with(NullTemplateCache.INSTANCE);
    handlebars.registerHelper("default", Language::orDefault);
    handlebars.registerHelper("json", Language::asJson);
    handlebars.registerHelper(HelperRegistry.HELPER_MISSING, Language::missing);
    return handlebars;
  }

  private static EscapingStrategy strategy(Escaping escaping) {
    return switch (escaping) {
      case NONE -> EscapingStrategy.NOOP;
      case HTML -> EscapingStrategy.HTML_ENTITY;
      case JSON ->
          text ->
              text instanceof SafeString
                  ? text.toString()
                  : new String(JsonStringEncoder.getInstance().quoteAsString(text));
    };
  }

  private static Object orDefault(Object value, Options options) {
    boolean missing = value == null || (value instanceof CharSequence text && text.length() == 0);
    return missing ? options.param(0, "") : value;
  }

  private static Object asJson(Object value, Options options) throws IOException {
    try {
      return new SafeString(JSON.writeValueAsString(value));
    } catch (JsonProcessingException impossible) {
      throw new IOException("the value cannot be written as JSON", impossible);
    }
  }

  private static Object missing(Object context, Options options) {
    throw new MissingValue(options.helperName);
  }

  /** A value that a template names and the data lacks. */
  static final class MissingValue extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String name;

    MissingValue(String name) {
      super(name, null, false, false);
      this.name = name;
    }

    String name() {
      return name;
    }
  }

  /**
   * Templates stand for themselves: without this, a partial would be read from the worker's class
   * path.
   */
  private static final class NoFiles extends AbstractTemplateLoader {
    @Override
    public TemplateSource sourceAt(String location) throws IOException {
      throw new IOException("templates cannot include others: " + location);
    }
  }
}
