package dev.sojourn.delivery.operator;

import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The connectors that are on the class path, by type. */
final class Connectors {

  private final Map<String, ConnectorFactory> factories = new HashMap<>();
  private final Secrets secrets;

  /**
   * @param loader the user code's class loader: connectors come with the job or beside it
   */
  Connectors(ClassLoader loader, Secrets secrets) {
    this.secrets = secrets;
    for (ConnectorFactory factory : ServiceLoader.load(ConnectorFactory.class, loader)) {
      factories.put(factory.type(), factory);
    }
  }

  /**
   * Makes a connection.
   *
   * @throws IllegalArgumentException saying what is wrong with the configuration
   */
  Connection connect(Map<String, Object> configuration) {
    String type = String.valueOf(configuration.get("type"));
    ConnectorFactory factory =
        Optional.ofNullable(factories.get(type))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no connector of type '"
                            + type
                            + "'; there are "
                            + factories.keySet().stream().sorted().toList()));
    List<String> problems = factory.check(configuration);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new Connection(factory, factory.create(configuration, secrets));
  }
}
