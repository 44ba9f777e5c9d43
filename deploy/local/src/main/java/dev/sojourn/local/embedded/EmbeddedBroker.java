package dev.sojourn.local.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker with its own controller, inside this process. What it has acknowledged survives
 * the end of the process in any manner, but not necessarily that of the machine: there are no
 * replicas, and the system writes its files when it likes.
 *
 * <p>If Kafka's own invariants break, it ends the process; the next start recovers.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it serves clients.
   *
   * @param dataDir for its logs; made if it is not there, taken up if it is
   * @param port for clients; 0 for any that is free
   * @throws EmbeddedStartException if it does not start, for example because the port or the
   *     directory is in use
   */
  public static EmbeddedBroker start(Path dataDir, int port) {
    Path logs = dataDir.toAbsolutePath().resolve("broker");
    int clientPort = LoopbackPort.choose(port);
    Properties settings = BrokerSettings.of(logs, clientPort, LoopbackPort.choose(0));
    KafkaRaftServer server = null;
    try {
      format(logs);
      server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      server.startup();
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      throw new EmbeddedStartException(
          "The broker did not start on port "
              + clientPort
              + " with its data in "
              + logs
              + ": "
              + e.getMessage()
              + ". Check that nothing else uses the port or the directory.",
          e);
    }
    return new EmbeddedBroker(server, LoopbackPort.HOST + ":" + clientPort);
  }

  /** What clients connect to. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops in order; returns when all is written and the directory is free. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** Leaves a directory alone that has been formatted before. */
  private static void format(Path logs) throws Exception {
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(logs.toString())
        .setMetadataLogDirectory(logs.toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setIgnoreFormatted(true)
        .setPrintStream(new PrintStream(PrintStream.nullOutputStream(), false))
        .run();
  }
}
