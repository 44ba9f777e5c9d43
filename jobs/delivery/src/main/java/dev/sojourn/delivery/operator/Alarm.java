package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.channel.ChannelShard;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how a channel does: copies its figures for the metrics, which other threads read, and logs
 * when its circuit opens and closes.
 */
final class Alarm {

  private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

  private final String channel;
  private final ChannelShard shard;
  private final ChannelSetup setup;
  private volatile long queued;
  private volatile long inFlight;
  private volatile long limiterWaitMillis;
  private volatile long circuitState;
  private volatile long broken;

  Alarm(String channel, ChannelShard shard, ChannelSetup setup) {
    this.channel = channel;
    this.shard = shard;
    this.setup = setup;
  }

  /** The figures by their names, to be read by any thread; see {@link ChannelMetrics}. */
  Map<String, LongSupplier> figures() {
    return Map.of(
        "queuedRequests", () -> queued,
        "attemptsInFlight", () -> inFlight,
        "limiterWaitMillis", () -> limiterWaitMillis,
        "circuitState", () -> circuitState,
        "configurationBroken", () -> broken);
  }

  void update(long now) {
    queued = shard.queued();
    inFlight = shard.underWay();
    limiterWaitMillis = shard.limiterWait(now);
    broken = setup.isBroken() ? 1 : 0;
    long before = circuitState;
    circuitState = shard.circuitState();
    if (before == 0 && circuitState > 0) {
      LOG.error(
          "channel={} circuit=open queued={} reason=\"the provider refuses the channel's configuration;"
              + " check its credentials\"",
          channel,
          queued);
    } else if (before > 0 && circuitState == 0) {
      LOG.info("channel={} circuit=closed queued={}", channel, queued);
    }
  }
}
