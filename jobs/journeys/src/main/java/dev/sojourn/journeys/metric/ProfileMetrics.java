package dev.sojourn.journeys.metric;

import java.time.InstantSource;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the operator that keeps people tells of itself, per subtask, below {@code sojourn}:
 *
 * <ul>
 *   <li>{@code frontierLagMs}: how far the log time that all partitions have reached is behind the
 *       clock; grows while a partition or the definitions cannot be read, and with it every timer
 *       of the silent (rule 4). −1 before the first watermark.
 *   <li>{@code wakeUpLatenessMs}: from the moment a wake-up was due to its call.
 *   <li>{@code held}, {@code released}: signals that had to wait for definitions, and those let go.
 *   <li>{@code discarded.<reason>}, {@code deadLetters.<code>}, {@code counted.<what>}: counts.
 * </ul>
 *
 * The wall clock is read for metrics only.
 */
public final class ProfileMetrics {
  private static final int LATENESS_SAMPLES = 1_000;

  private final InstantSource clock;
  private final Histogram lateness;
  private final Counter held;
  private final Counter released;
  private final CountersByName discarded;
  private final CountersByName deadLetters;
  private final CountersByName counted;

  /** Written by the task, read by the reporter. */
  private volatile long watermark = Long.MIN_VALUE;

  public ProfileMetrics(MetricGroup operator, InstantSource clock) {
    this.clock = clock;
    MetricGroup group = operator.addGroup("sojourn");
    group.gauge("frontierLagMs", this::frontierLag);
    lateness =
        group.histogram("wakeUpLatenessMs", new DescriptiveStatisticsHistogram(LATENESS_SAMPLES));
    held = group.counter("held");
    released = group.counter("released");
    discarded = new CountersByName(operator, "discarded");
    deadLetters = new CountersByName(operator, "deadLetters");
    counted = new CountersByName(operator, "counted");
  }

  private long frontierLag() {
    long reached = watermark;
    return reached == Long.MIN_VALUE ? -1 : clock.millis() - reached;
  }

  public void watermark(long reached) {
    watermark = reached;
  }

  /**
   * @param due ms since the epoch
   */
  public void wokenUp(long due) {
    lateness.update(clock.millis() - due);
  }

  public void held() {
    held.inc();
  }

  public void released(int signals) {
    released.inc(signals);
  }

  public void discarded(String reason) {
    discarded.count(reason);
  }

  public void deadLetter(String code) {
    deadLetters.count(code);
  }

  /**
   * @param what from the engine's own list
   */
  public void counted(String what, int times) {
    counted.count(what, times);
  }
}
