package dev.sojourn.cli.connection;

import dev.sojourn.cli.CommandException;
import dev.sojourn.local.Endpoints;
import dev.sojourn.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which every command that talks to a running Sojourn finds it. */
public final class ConnectionOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:SOJOURN_DATA:-data}",
      description =
          "Data directory of a running local instance, whose addresses are used (SOJOURN_DATA; default: data).")
  private Path data;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SOJOURN_BOOTSTRAP}",
      description = "Kafka's bootstrap servers, instead of a local instance's (SOJOURN_BOOTSTRAP).")
  private String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "${env:SOJOURN_REGISTRY}",
      description =
          "Base of the schema registry's REST API, instead of a local instance's (SOJOURN_REGISTRY).")
  private URI registry;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = "${env:SOJOURN_PREFIX}",
      description = "Prefix of the topics' names (SOJOURN_PREFIX; default: sojourn.).")
  private String prefix;

  /**
   * What the options lead to; nothing is connected yet.
   *
   * @throws CommandException if no instance runs where one was looked for
   */
  public Connection connection() {
    Optional<Endpoints> local = Endpoints.find(data);
    boolean stated = bootstrap != null && registry != null;
    if (local.isEmpty() && !stated) {
      throw CommandException.unreachable(
          "no instance runs on the data directory "
              + data
              + "; start one with `sojourn run`, name its directory with --data, or give both --bootstrap and --registry",
          null);
    }
    return new Connection(
        bootstrap != null ? bootstrap : local.orElseThrow().bootstrap(),
        registry != null ? registry : local.orElseThrow().registry(),
        new Topics(prefix != null ? prefix : local.map(Endpoints::prefix).orElse("sojourn.")),
        stated ? Optional.empty() : local.map(Endpoints::ui));
  }
}
