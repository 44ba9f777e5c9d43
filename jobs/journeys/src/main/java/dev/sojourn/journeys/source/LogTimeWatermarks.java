package dev.sojourn.journeys.source;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The watermark of one partition: the latest log time read, plus a fixed offset. It comes from
 * records only (rule 4): no clock moves it, and a partition that cannot be read holds the whole
 * job's time where it is.
 *
 * <p>Flink makes one generator per partition and one more for the source as a whole, whose periodic
 * output would bypass the partitions' minimum. Therefore nothing is ever emitted periodically, and
 * idleness is never declared.
 *
 * <p>A broker's clock that steps back leaves the watermark standing until it has caught up, as
 * {@link PartitionClock} does with the records' own times. After a restart the latest time is
 * forgotten here and remembered there: the watermark is then behind, never ahead.
 */
final class LogTimeWatermarks implements WatermarkGenerator<LogRecord> {
  private final long offset;
  private final long step;
  private long emitted = Long.MIN_VALUE;

  private LogTimeWatermarks(long offset, long step) {
    this.offset = offset;
    this.step = step;
  }

  /**
   * @param offset added to a record's log time to give the watermark after it, ms; −1 says that a
   *     further record may have the same time
   * @param step least distance between two watermarks of a partition, ms: each costs a message to
   *     every subtask downstream
   */
  static WatermarkStrategy<LogRecord> strategy(long offset, long step) {
    return WatermarkStrategy.forGenerator(context -> new LogTimeWatermarks(offset, step));
  }

  @Override
  public void onEvent(LogRecord record, long timestamp, WatermarkOutput output) {
    if (!record.hasLogTime()) {
      return;
    }
    long watermark = record.logTime() + offset;
    if (emitted == Long.MIN_VALUE || watermark >= emitted + step) {
      emitted = watermark;
      output.emitWatermark(new Watermark(watermark));
    }
  }

  /** Deliberately nothing: see the class comment. */
  @Override
  public void onPeriodicEmit(WatermarkOutput output) {}
}
