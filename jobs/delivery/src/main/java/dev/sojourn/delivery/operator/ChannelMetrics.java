package dev.sojourn.delivery.operator;

import dev.sojourn.connector.Outcome;
import dev.sojourn.delivery.channel.Final;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a channel tells of itself, under the label {@code channel}:
 *
 * <ul>
 *   <li>{@code queuedRequests}, {@code attemptsInFlight}: how many there are;
 *   <li>{@code limiterWaitMillis}: for how long limits hold the next request back;
 *   <li>{@code circuitState}: 0 closed, 1 open, 2 probing; {@code configurationBroken}: 1 if the
 *       document that should be live cannot be used, so that the channel waits or goes on as
 *       before. Alarm on either being above 0;
 *   <li>{@code attempts} by outcome, {@code finals} by status, {@code duplicateRequests}, {@code
 *       lateReplays}: counted.
 * </ul>
 *
 * Requests for channels that are not published, whose names may be anything, are counted together
 * under {@link #UNPUBLISHED}.
 */
final class ChannelMetrics {

  /** No document can have this name. */
  static final String UNPUBLISHED = "(unpublished)";

  private final Map<Class<?>, Counter> attempts = new HashMap<>();
  private final Map<Final.Status, Counter> finals = new EnumMap<>(Final.Status.class);
  private final Counter duplicates;
  private final Counter lateReplays;

  private ChannelMetrics(MetricGroup group) {
    for (Class<?> outcome : Outcome.class.getPermittedSubclasses()) {
      String label = outcome.getSimpleName().toLowerCase(Locale.ROOT);
      attempts.put(outcome, group.addGroup("outcome", label).counter("attempts"));
    }
    for (Final.Status status : Final.Status.values()) {
      finals.put(status, group.addGroup("status", status.label()).counter("finals"));
    }
    duplicates = group.counter("duplicateRequests");
    lateReplays = group.counter("lateReplays");
  }

  void attempted(Outcome outcome) {
    attempts.get(outcome.getClass()).inc();
  }

  void ended(Final result) {
    finals.get(result.status()).inc();
  }

  void duplicate() {
    duplicates.inc();
  }

  void lateReplay() {
    lateReplays.inc();
  }

  /** The metrics of one subtask's channels. */
  static final class All {
    private final MetricGroup operator;
    private final ChannelMetrics unpublished;
    private final Map<String, ChannelMetrics> published = new HashMap<>();

    All(MetricGroup operator) {
      this.operator = operator;
      this.unpublished = new ChannelMetrics(operator.addGroup("channel", UNPUBLISHED));
    }

    /** Of a channel that may not be published. */
    ChannelMetrics of(String channel) {
      return published.getOrDefault(channel, unpublished);
    }

    /** Of a channel that is published, from now on under its name. */
    ChannelMetrics published(String channel, Alarm alarm) {
      return published.computeIfAbsent(
          channel,
          name -> {
            MetricGroup group = operator.addGroup("channel", name);
            alarm.figures().forEach((figure, value) -> gauge(group, figure, value));
            return new ChannelMetrics(group);
          });
    }

    private static void gauge(MetricGroup group, String name, LongSupplier value) {
      group.gauge(name, (Gauge<Long>) value::getAsLong);
    }
  }
}
