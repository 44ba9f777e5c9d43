package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.channel.ChannelShard;
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

  Alarm(String channel, ChannelShard shard, ChannelSetup setup, ChannelMetrics metrics) {
    this.channel = channel;
    this.shard = shard;
    this.setup = setup;
    metrics.gauge("queuedRequests", () -> queued);
    metrics.gauge("attemptsInFlight", () -> inFlight);
    metrics.gauge("limiterWaitMillis", () -> limiterWaitMillis);
    metrics.gauge("circuitState", () -> circuitState);
    metrics.gauge("configurationBroken", () -> broken);
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
