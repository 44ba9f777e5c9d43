package dev.sojourn.journeys.tick;

import dev.sojourn.avro.Tick;
import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.output.Destination;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.OutputEncoder;
import dev.sojourn.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes one tick for each partition of both logs. What counts is when the broker appends it, not
 * when it was made.
 */
final class TickWriter extends RichFlatMapFunction<Long, Output> {
  private static final long serialVersionUID = 1L;

  private final Topics topics;
  private final int signalsPartitions;
  private final RegistrySupplier registries;

  private transient OutputEncoder encoder;
  private transient InstantSource clock;

  TickWriter(Topics topics, int signalsPartitions, RegistrySupplier registries) {
    this.topics = topics;
    this.signalsPartitions = signalsPartitions;
    this.registries = registries;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new OutputEncoder(registries.open(), topics);
    clock = InstantSource.system();
  }

  @Override
  public void flatMap(Long number, Collector<Output> out) {
    Tick tick = new Tick(Instant.ofEpochMilli(clock.millis()));
    Output signal = encoder.encode(Destination.SIGNALS, 0, null, tick);
    for (int partition = 0; partition < signalsPartitions; partition++) {
      out.collect(new Output(Destination.SIGNALS, partition, null, signal.value()));
    }
    out.collect(encoder.encode(Destination.DEFINITIONS, 0, tickKey(), tick));
  }

  /** The definitions are compacted by key: all but the latest ticks vanish in time. */
  private static byte[] tickKey() {
    return new byte[] {'t', 'i', 'c', 'k'};
  }
}
