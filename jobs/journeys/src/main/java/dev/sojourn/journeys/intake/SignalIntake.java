package dev.sojourn.journeys.intake;

import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.metric.CountersByName;
import dev.sojourn.journeys.output.DeadLetters;
import dev.sojourn.journeys.output.Destination;
import dev.sojourn.journeys.output.Fault;
import dev.sojourn.journeys.output.Origin;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.OutputEncoder;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.journeys.signal.SignalDecoder;
import dev.sojourn.journeys.source.LogRecord;
import dev.sojourn.journeys.source.PartitionClock;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** See the package's description. Its state is the {@link PartitionClock}. */
public final class SignalIntake extends ProcessFunction<LogRecord, Inbound>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final Topics topics;
  private final int partitions;
  private final RegistrySupplier registries;

  private transient PartitionClock clock;
  private transient SignalDecoder decoder;
  private transient DeadLetters deadLetters;
  private transient ProfileKeys keys;
  private transient WorkerInterest interest;
  private transient CountersByName discarded;
  private transient CountersByName refused;

  /**
   * @param partitions how many {@code signals} has
   */
  public SignalIntake(Topics topics, int partitions, RegistrySupplier registries) {
    this.topics = topics;
    this.partitions = partitions;
    this.registries = registries;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    clock = PartitionClock.restore(context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    clock.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistry registry = registries.open();
    decoder = new SignalDecoder(registry);
    deadLetters = new DeadLetters("journeys/intake", new OutputEncoder(registry, topics));
    keys = new ProfileKeys(partitions);
    interest = WorkerInterest.of(getRuntimeContext().getJobInfo().getJobId());
    discarded = new CountersByName(getRuntimeContext().getMetricGroup(), "discarded");
    refused = new CountersByName(getRuntimeContext().getMetricGroup(), "deadLetters");
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<Inbound> out) {
    if (record.partition() >= partitions) {
      throw new IllegalStateException(
          "Topic %s has a partition %d, but signals.partitions is %d. Set the option to what the topic was made with, or start with another topic prefix: partitions cannot be added."
              .formatted(topics.signals(), record.partition(), partitions));
    }
    long logTime = clock.advance(record.partition(), record.logTime());
    try {
      take(record, logTime, out);
    } catch (UnreadableRecordException e) {
      refuse(Fault.input(e.code(), e.getMessage()), record, logTime, out);
    }
  }

  private void take(LogRecord record, long logTime, Collector<Inbound> out) {
    if (!record.hasLogTime()) {
      refuse(IntakeFaults.LOG_TIME_MISSING, record, logTime, out);
      return;
    }
    if (record.value() != null && record.value().length > IntakeFaults.MAX_VALUE_BYTES) {
      refuse(IntakeFaults.RECORD_TOO_LARGE, record, logTime, out);
      return;
    }
    Peek peek = decoder.peek(record.value());
    if (peek.kind() == Peek.Kind.TICK) {
      return;
    }
    if (record.key() == null) {
      refuse(IntakeFaults.KEY_MISSING, record, logTime, out);
      return;
    }
    Optional<String> profile = keys.read(record.key());
    if (profile.isEmpty()) {
      refuse(IntakeFaults.KEY_INVALID, record, logTime, out);
      return;
    }
    int home = keys.partitionOf(record.key());
    if (home != record.partition()) {
      sendHome(profile.get(), home, record, out);
    } else if (peek.kind() == Peek.Kind.EVENT && interest.isUnwanted(peek.type(), logTime)) {
      discarded.count("no-interest");
    } else {
      out.collect(
          new Inbound.Signal(
              profile.get(), record.partition(), record.offset(), logTime, record.value()));
    }
  }

  private void sendHome(String profile, int home, LogRecord record, Collector<Inbound> out) {
    discarded.count("misplaced");
    out.collect(
        new Inbound.Redirected(
            profile, new Output(Destination.SIGNALS, home, record.key(), record.value())));
  }

  private void refuse(Fault fault, LogRecord record, long logTime, Collector<Inbound> out) {
    refused.count(fault.code());
    Origin origin =
        new Origin(
            topics.signals(),
            record.partition(),
            record.offset(),
            record.key(),
            record.value(),
            logTime);
    // A flood of broken records has no keys to spread it.
    String key = "dead-letters-of-" + record.partition();
    out.collect(new Inbound.Redirected(key, deadLetters.letter(fault, origin)));
  }
}
