package dev.sojourn.delivery.template;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import dev.sojourn.connector.ConnectorFactory.Escaping;
import dev.sojourn.connector.ConnectorFactory.Part;
import dev.sojourn.delivery.definition.TemplateSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of a template, compiled for the parts of one kind of connector. A part that does not
 * compile fails its requests only.
 */
public final class CompiledTemplate {

  private static final int LONGEST_PART = 4 * 1024 * 1024;

  private final String name;
  private final Map<String, Template> parts = new LinkedHashMap<>();

  private CompiledTemplate(TemplateSpec spec) {
    this.name = spec.name() + "/" + spec.version();
  }

  /**
   * Compiles the parts that the connector takes; others are left aside.
   *
   * @throws RenderException if a part is not Handlebars, or a required one is missing
   */
  public static CompiledTemplate of(TemplateSpec spec, List<Part> parts) throws RenderException {
    CompiledTemplate compiled = new CompiledTemplate(spec);
    for (Part part : parts) {
      String text = spec.parts().get(part.name());
      if (text != null) {
        compiled.parts.put(part.name(), compiled.compile(part.name(), text, part.escaping()));
      } else if (part.required()) {
        throw new RenderException(
            "template " + compiled.name + " lacks the part '" + part.name() + "'; add it");
      }
    }
    return compiled;
  }

  private Template compile(String part, String text, Escaping escaping) throws RenderException {
    try {
      return Language.with(escaping).compileInline(text);
    } catch (IOException | HandlebarsException | StackOverflowError invalid) {
      throw new RenderException(
          "template " + name + ", part '" + part + "' is not Handlebars: " + firstLine(invalid));
    }
  }

  /**
   * All parts with the data put in.
   *
   * @param data plain values: Boolean, Long, Double, String, List, Map
   * @throws RenderException if a value is missing and has no default
   */
  public Map<String, String> render(Map<String, Object> data) throws RenderException {
    Map<String, String> rendered = new LinkedHashMap<>();
    for (Map.Entry<String, Template> part : parts.entrySet()) {
      rendered.put(part.getKey(), render(part.getKey(), part.getValue(), data));
    }
    return rendered;
  }

  private String render(String part, Template template, Map<String, Object> data)
      throws RenderException {
    // Maps only: the default would also call getters of any Java object, as {{profile.name.class}}
    // does.
    Context context = Context.newBuilder(data).resolver(MapValueResolver.INSTANCE).build();
    BoundedWriter text = new BoundedWriter(LONGEST_PART);
    try {
      template.apply(context, text);
      return text.toString();
    } catch (Language.MissingValue missing) {
      throw missing(part, missing);
    } catch (IOException | RuntimeException | StackOverflowError failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof Language.MissingValue missing) {
          throw missing(part, missing);
        }
      }
      throw new RenderException(
          "template " + name + ", part '" + part + "' does not render: " + firstLine(failure));
    } finally {
      context.destroy();
    }
  }

  private RenderException missing(String part, Language.MissingValue missing) {
    return new RenderException(
        "template "
            + name
            + ", part '"
            + part
            + "' needs "
            + missing.name()
            + ", which the request does not have; write {{default "
            + missing.name()
            + " \"…\"}} if it may be missing");
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    return (failure instanceof StackOverflowError ? "it includes itself" : message)
        .lines()
        .findFirst()
        .orElse(failure.getClass().getSimpleName());
  }
}
