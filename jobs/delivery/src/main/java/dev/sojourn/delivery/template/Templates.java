package dev.sojourn.delivery.template;

import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.delivery.definition.TemplateSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiled templates, each compiled once for a version and a kind of connector; versions never
 * change. The least recently used go when there are many.
 */
public final class Templates {

  private static final int KEPT = 1_000;

  private final Map<Key, Result> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Result> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * The template, compiled for this kind of connector.
   *
   * @throws RenderException if it does not compile
   */
  public CompiledTemplate get(TemplateSpec spec, ConnectorFactory connector)
      throws RenderException {
    Key key = new Key(spec.name(), spec.version(), connector.type());
    Result result = compiled.computeIfAbsent(key, missing -> compile(spec, connector));
    if (result.failure != null) {
      throw result.failure;
    }
    return result.template;
  }

  private static Result compile(TemplateSpec spec, ConnectorFactory connector) {
    try {
      return new Result(CompiledTemplate.of(spec, connector.parts()), null);
    } catch (RenderException invalid) {
      return new Result(null, invalid);
    }
  }

  private record Key(String name, int version, String connectorType) {}

  private record Result(CompiledTemplate template, RenderException failure) {}
}
