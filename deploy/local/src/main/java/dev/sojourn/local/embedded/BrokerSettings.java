package dev.sojourn.local.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * The configuration of a broker that is alone in its cluster and shares its process with others.
 */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String CLIENT_LISTENER = "PLAINTEXT";
  private static final Duration SESSION = Duration.ofSeconds(3);
  private static final int MEBIBYTE = 1024 * 1024;

  private BrokerSettings() {}

  /**
   * @param clientPort where clients connect
   * @param controllerPort where the broker reaches its own controller; may be another one at each
   *     start
   */
  static Properties of(Path logs, int clientPort, int controllerPort) {
    Properties settings = new Properties();
    settings.putAll(listeners(clientPort, controllerPort));
    settings.putAll(singleNode());
    settings.putAll(modesty());
    settings.put("log.dirs", logs.toString());
    // A misspelt topic must be an error.
    settings.put("auto.create.topics.enable", "false");
    // Exactly-once sinks ask for as much as an hour, more than the usual limit.
    settings.put("transaction.max.timeout.ms", Long.toString(Duration.ofHours(2).toMillis()));
    // A consumer that is alone need not wait for others.
    settings.put("group.initial.rebalance.delay.ms", "0");
    return settings;
  }

  private static Properties listeners(int clientPort, int controllerPort) {
    String client = CLIENT_LISTENER + "://" + LoopbackPort.HOST + ":" + clientPort;
    String controller = LoopbackPort.HOST + ":" + controllerPort;
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("listeners", client + "," + CONTROLLER_LISTENER + "://" + controller);
    settings.put("advertised.listeners", client);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("inter.broker.listener.name", CLIENT_LISTENER);
    settings.put(
        "listener.security.protocol.map",
        CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    // Stated, not kept in the log of metadata: so the port may change from start to start.
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    return settings;
  }

  /**
   * Internal topics without replicas, and with few partitions: the first transaction waits until
   * all are there.
   */
  private static Properties singleNode() {
    Properties settings = new Properties();
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    // After a kill the controller waits for the end of the killed broker's session before it takes
    // the new one: usually nine seconds.
    settings.put("broker.session.timeout.ms", Long.toString(SESSION.toMillis()));
    settings.put("broker.heartbeat.interval.ms", Long.toString(SESSION.dividedBy(6).toMillis()));
    return settings;
  }

  /** Threads and buffers for one machine whose cores and memory are the jobs'. */
  private static Properties modesty() {
    Properties settings = new Properties();
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    // Enough for 300,000 keys a pass; the usual 128 MiB lie on the heap from the start.
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * MEBIBYTE));
    return settings;
  }
}
