package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.channel.ChannelShard;
import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.LiveDefinitions;
import dev.sojourn.delivery.secret.WorkerSecrets;
import dev.sojourn.delivery.stream.ChannelInput;
import dev.sojourn.delivery.stream.OutgoingRecord;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Flink's side of the channels of one subtask: keyed by channel, definitions broadcast. Requests
 * and what is remembered of ids are keyed state; the order of the queue, the slots of the limits
 * and the circuit are in memory and begin afresh with each life of the subtask, the limits fully
 * charged (D3). Nothing here waits: calls are asynchronous, and their answers come as mails; so an
 * outage of one channel does not slow another (D10).
 */
final class ChannelOperator extends AbstractStreamOperator<OutgoingRecord>
    implements TwoInputStreamOperator<ChannelInput, DefinitionChange, OutgoingRecord> {
  private static final long serialVersionUID = 1L;

  private final transient ChannelOperatorFactory.Settings settings;
  private final transient MailboxExecutor mailbox;
  private transient Map<String, ChannelRunner> runners;
  private transient StoredDefinitions definitions;
  private transient ChannelServices services;
  private transient long startedAt;

  ChannelOperator(
      StreamOperatorParameters<OutgoingRecord> parameters,
      ChannelOperatorFactory.Settings settings,
      MailboxExecutor mailbox) {
    super(parameters);
    this.settings = settings;
    this.mailbox = mailbox;
  }

  @Override
  public void open() throws Exception {
    super.open();
    runners = new HashMap<>();
    LiveDefinitions live = new LiveDefinitions();
    startedAt = host.now();
    SchemaRegistry registry = settings.registry().open();
    services =
        new ChannelServices(
            live,
            new Connectors(getUserCodeClassloader(), new WorkerSecrets(System.getenv())),
            new Messages(live),
            new Reports(settings.reportsTopic(), registry),
            new RecordDecoder(registry),
            new ChannelMetrics.All(getMetricGroup()),
            settings.concurrency(),
            settings.patience());
    definitions =
        new StoredDefinitions(
            getOperatorStateBackend().getBroadcastState(StoredDefinitions.STATE), live);
    definitions.restore();
    for (String channel : restoredChannels()) {
      host.soon(channel, () -> runner(channel).drive());
    }
  }

  private Set<String> restoredChannels() throws Exception {
    Set<String> channels = new TreeSet<>();
    for (MapStateDescriptor<?, ?> descriptor : Set.of(RequestStore.TICKETS, RememberedIds.HOURS)) {
      states.of(descriptor);
      try (Stream<String> keys =
          this.<String>getKeyedStateBackend()
              .getKeys(descriptor.getName(), VoidNamespace.INSTANCE)) {
        keys.forEach(channels::add);
      }
    }
    return channels;
  }

  @Override
  public void processElement1(StreamRecord<ChannelInput> element) throws Exception {
    runner(element.getValue().channel()).accept(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<DefinitionChange> element) throws Exception {
    DefinitionChange change = element.getValue();
    definitions.change(change);
    for (String channel : runners.keySet()) {
      if (change.kind() == DefinitionChange.Kind.TEMPLATE || change.name().equals(channel)) {
        host.soon(channel, () -> runner(channel).definitionsChanged());
      }
    }
  }

  @Override
  public void close() throws Exception {
    if (runners != null) {
      runners.values().forEach(ChannelRunner::close);
    }
    super.close();
  }

  /** The runner of the channel that is the key at hand. */
  private ChannelRunner runner(String channel) throws Exception {
    ChannelRunner runner = runners.get(channel);
    if (runner == null) {
      runner = new ChannelRunner(channel, host, states, new ChannelShard(startedAt), services);
      runners.put(channel, runner);
    }
    return runner;
  }

  private final transient KeyedStates states =
      new KeyedStates() {
        @Override
        public <S extends State> S of(StateDescriptor<S, ?> descriptor) throws Exception {
          return getPartitionedState(descriptor);
        }

        @Override
        public <S extends State> S of(StateDescriptor<S, ?> descriptor, long number)
            throws Exception {
          return getPartitionedState(number, LongSerializer.INSTANCE, descriptor);
        }
      };

  private final transient Host host =
      new Host() {
        @Override
        public long now() {
          return getProcessingTimeService().getCurrentProcessingTime();
        }

        @Override
        public void soon(String channel, ThrowingRunnable<Exception> action) {
          try {
            mailbox.execute(() -> run(channel, action), "channel");
          } catch (RejectedExecutionException ended) {
            LOG.debug("channel={} action=dropped reason=\"the task has ended\"", channel);
          }
        }

        @Override
        public ScheduledFuture<?> at(
            String channel, long time, ThrowingRunnable<Exception> action) {
          return getProcessingTimeService().registerTimer(time, fired -> run(channel, action));
        }

        @Override
        public void dismiss(String channel, long until) {
          runners.remove(channel);
          if (until != Long.MAX_VALUE) {
            ScheduledFuture<?> unused = at(channel, until, () -> runner(channel).drive());
          }
        }

        @Override
        public void emit(OutgoingRecord record) {
          output.collect(new StreamRecord<>(record));
        }

        private void run(String channel, ThrowingRunnable<Exception> action) throws Exception {
          setCurrentKey(channel);
          action.run();
        }
      };
}
