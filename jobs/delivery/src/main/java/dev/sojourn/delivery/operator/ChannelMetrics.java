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
 *       channel's document cannot be used. Alarm on either being above 0;
 *   <li>{@code attempts} by outcome, {@code finals} by status, {@code duplicateRequests}, {@code
 *       lateReplays}: counted.
 * </ul>
 */
final class ChannelMetrics {

  private final MetricGroup group;
  private final Map<Class<?>, Counter> attempts = new HashMap<>();
  private final Map<Final.Status, Counter> finals = new EnumMap<>(Final.Status.class);
  private final Counter duplicates;
  private final Counter lateReplays;

  ChannelMetrics(MetricGroup operator, String channel) {
    group = operator.addGroup("channel", channel);
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

  void gauge(String name, LongSupplier value) {
    group.gauge(name, (Gauge<Long>) value::getAsLong);
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
}
