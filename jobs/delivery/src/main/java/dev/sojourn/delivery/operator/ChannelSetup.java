package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.channel.ChannelShard;
import dev.sojourn.delivery.channel.ChannelShard.Standing;
import dev.sojourn.delivery.channel.Terms;
import dev.sojourn.delivery.definition.ChannelSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a channel in accord with its live document: the connection, the limits, the time limit;
 * without a restart.
 */
final class ChannelSetup {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelSetup.class);

  private final String channel;
  private final ChannelShard shard;
  private final ChannelServices services;
  private Optional<ChannelSpec> applied = Optional.empty();
  private Optional<Connection> connection = Optional.empty();
  private Map<String, Object> connected = Map.of();
  private boolean paused;
  private boolean broken;
  private boolean behind;

  ChannelSetup(String channel, ChannelShard shard, ChannelServices services) {
    this.channel = channel;
    this.shard = shard;
    this.services = services;
  }

  /** Applies the live document, if it is another than before. */
  void refresh() {
    boolean wasBehind = behind;
    behind = services.definitions().isBehind(channel);
    if (behind && !wasBehind) {
      LOG.error(
          "channel={} reason=\"the version that should be live is not known or cannot be used; the"
              + " one before it stays\"",
          channel);
    }
    Optional<ChannelSpec> wanted = services.definitions().channel(channel);
    boolean pausing = services.definitions().isPaused(channel);
    if (wanted.equals(applied) && pausing == paused) {
      return;
    }
    applied = wanted;
    paused = pausing;
    broken = false;
    if (wanted.isEmpty()) {
      shard.suspend(Standing.UNKNOWN);
    } else if (pausing) {
      shard.suspend(Standing.HELD);
    } else {
      use(wanted.get());
    }
  }

  private void use(ChannelSpec spec) {
    try {
      connect(spec.connector());
    } catch (IllegalArgumentException unusable) {
      broken = true;
      shard.suspend(Standing.HELD);
      LOG.error("channel={} held=true reason=\"{}\"", channel, unusable.getMessage());
      return;
    }
    int together = spec.together() == 0 ? services.concurrency() : spec.together();
    shard.live(new Terms(spec.limits(), spec.onLimit(), spec.retries(), together));
    LOG.info(
        "channel={} connector={} limits={} concurrency={}",
        channel,
        spec.connectorType(),
        spec.limits(),
        together);
  }

  private void connect(Map<String, Object> configuration) {
    if (connection.isPresent() && configuration.equals(connected)) {
      return;
    }
    Connection next = services.connectors().connect(configuration);
    connection.ifPresent(Connection::retire);
    connection = Optional.of(next);
    connected = configuration;
  }

  /** The connection of a channel that is live. */
  Connection connection() {
    return connection.orElseThrow();
  }

  /** Of one attempt. */
  Duration timeout() {
    return applied.orElseThrow().timeout();
  }

  /**
   * Whether the channel has been live at any time, so that attempts were made and must be
   * remembered.
   */
  boolean wasLive() {
    return connection.isPresent();
  }

  /** Whether the document that should be live cannot be used. */
  boolean isBroken() {
    return broken || behind;
  }

  void close() {
    connection.ifPresent(Connection::close);
  }
}
