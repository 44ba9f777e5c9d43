package dev.sojourn.journeys.tick;

import dev.sojourn.journeys.JourneysOptions;
import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.Sinks;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The little pipeline beside the main one that writes ticks, in one subtask. It is of the same job:
 * no job, no time.
 */
public final class Ticks {
  private Ticks() {}

  /** Adds the pipeline to a job. */
  public static void add(
      StreamExecutionEnvironment env, JourneysOptions options, RegistrySupplier registries) {
    double perSecond = 1_000.0 / options.tickInterval().toMillis();
    DataGeneratorSource<Long> beats =
        new DataGeneratorSource<>(
            number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
    env.fromSource(beats, WatermarkStrategy.noWatermarks(), "tick beats")
        .uid("tick-beats")
        .setParallelism(1)
        .flatMap(new TickWriter(options.topics(), options.signalsPartitions(), registries))
        .returns(Output.TYPE)
        .name("ticks")
        .uid("ticks")
        .setParallelism(1)
        .sinkTo(new Sinks(options).ticks())
        .name("tick sink")
        .uid("tick-sink")
        .setParallelism(1);
  }
}
