package dev.sojourn.journeys.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Test;

/** Rule 4: no record, no time. */
class LogTimeWatermarksTest {
  private final List<Long> emitted = new ArrayList<>();

  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          emitted.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
          throw new AssertionError("A partition is never idle.");
        }

        @Override
        public void markActive() {
          throw new AssertionError("A partition is never idle.");
        }
      };

  private static WatermarkGenerator<LogRecord> generator(WatermarkStrategy<LogRecord> strategy) {
    return strategy.createWatermarkGenerator(null);
  }

  private void read(WatermarkGenerator<LogRecord> generator, long logTime) {
    generator.onEvent(new LogRecord(null, null, 0, 0, logTime), logTime, output);
  }

  @Test
  void timeHasComeToJustBeforeTheLatestRecord() {
    read(generator(Logs.signalWatermarks()), 1_000);
    assertThat(emitted).containsExactly(999L);
  }

  @Test
  void watermarksOfSignalsAreSparse() {
    WatermarkGenerator<LogRecord> generator = generator(Logs.signalWatermarks());
    read(generator, 1_000);
    read(generator, 1_049);
    read(generator, 1_050);
    read(generator, 1_051);
    assertThat(emitted).containsExactly(999L, 1_049L);
  }

  @Test
  void aClockThatStepsBackMovesNothing() {
    WatermarkGenerator<LogRecord> generator = generator(Logs.signalWatermarks());
    read(generator, 1_000);
    read(generator, 500);
    assertThat(emitted).containsExactly(999L);
  }

  @Test
  void definitionsAreKnownASecondAheadOfTheirLog() {
    WatermarkGenerator<LogRecord> generator = generator(Logs.definitionWatermarks());
    read(generator, 1_000);
    read(generator, 1_001);
    assertThat(emitted).containsExactly(1_999L, 2_000L);
  }

  @Test
  void noClockMovesTheWatermark() {
    WatermarkGenerator<LogRecord> generator = generator(Logs.signalWatermarks());
    generator.onPeriodicEmit(output);
    read(generator, 1_000);
    generator.onPeriodicEmit(output);
    assertThat(emitted).containsExactly(999L);
  }

  @Test
  void aRecordWithAProducersTimeMovesNothing() {
    read(generator(Logs.signalWatermarks()), LogRecord.NO_LOG_TIME);
    assertThat(emitted).isEmpty();
  }
}
