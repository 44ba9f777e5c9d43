package dev.sojourn.delivery.operator;

import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.Recall;
import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import dev.sojourn.delivery.fixture.Requests;
import dev.sojourn.delivery.fixture.SharedRegistry;
import dev.sojourn.delivery.stream.ChannelInput;
import dev.sojourn.delivery.stream.OutgoingRecord;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.RecordEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * One subtask of the channel operator under the test's own clock. After everything that is done to
 * it, all mails are worked off.
 */
final class ChannelHarness extends AbstractStreamOperatorTestHarness<OutgoingRecord> {

  static final int MAX_PARALLELISM = 12;

  /** Where the state is. */
  enum Backend {
    HEAP,
    ROCKSDB;

    StateBackend open() {
      return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend(true);
    }
  }

  private final SharedRegistry registry;
  private final RecordEncoder encoder;

  private ChannelHarness(
      SharedRegistry registry, Backend backend, long now, int subtasks, int subtask)
      throws Exception {
    super(
        new ChannelOperatorFactory(
            new ChannelOperatorFactory.Settings(
                registry.supplier(), "signals", 100, Duration.ofMinutes(5))),
        MAX_PARALLELISM,
        subtasks,
        subtask);
    this.registry = registry;
    this.encoder = new RecordEncoder(registry, "requests");
    KeySelector<ChannelInput, String> key = ChannelInput::channel;
    config.setStatePartitioner(0, key);
    config.setStateKeySerializer(StringSerializer.INSTANCE);
    config.serializeAllConfigs();
    setStateBackend(backend.open());
    setProcessingTime(now);
    setup(OutgoingRecord.TYPE.createSerializer(executionConfig.getSerializerConfig()));
  }

  /** A first life. */
  static ChannelHarness start(SharedRegistry registry, Backend backend, long now) throws Exception {
    return open(new ChannelHarness(registry, backend, now, 1, 0), null);
  }

  /** A life after another. */
  static ChannelHarness restore(
      SharedRegistry registry, Backend backend, long now, OperatorSubtaskState state)
      throws Exception {
    return open(new ChannelHarness(registry, backend, now, 1, 0), state);
  }

  /** All subtasks of a life with another parallelism. */
  static List<ChannelHarness> rescale(
      SharedRegistry registry,
      Backend backend,
      long now,
      OperatorSubtaskState state,
      int before,
      int after)
      throws Exception {
    List<ChannelHarness> subtasks = new ArrayList<>();
    for (int i = 0; i < after; i++) {
      subtasks.add(
          open(
              new ChannelHarness(registry, backend, now, after, i),
              repartitionOperatorState(state, MAX_PARALLELISM, before, after, i)));
    }
    return subtasks;
  }

  private static ChannelHarness open(ChannelHarness harness, OperatorSubtaskState state)
      throws Exception {
    if (state == null) {
      harness.initializeEmptyState();
    } else {
      harness.initializeState(state);
    }
    harness.open();
    harness.drain();
    return harness;
  }

  /** Makes a document live. */
  void publish(Kind kind, String name, int version, String document) throws Exception {
    change(DefinitionChange.version(kind, name, version, document));
    change(DefinitionChange.pointer(kind, name, version, Standing.USABLE));
  }

  void channel(String name, int version, String script, String more) throws Exception {
    publish(
        Kind.CHANNEL,
        name,
        version,
        "{\"spec\": {\"connector\": {\"type\": \"scripted\", \"script\": \"%s\"}, \"retries\": {\"attempts\": 3, \"initialBackoff\": \"PT1S\"} %s}}"
            .formatted(script, more));
  }

  void template(String name, int version, String body) throws Exception {
    publish(
        Kind.TEMPLATE,
        name,
        version,
        "{\"spec\": {\"parts\": {\"body\": \"%s\"}}}".formatted(body));
  }

  void change(DefinitionChange change) throws Exception {
    twoInputs().processElement2(new StreamRecord<>(change));
    drain();
  }

  void request(String id, String channel) throws Exception {
    request(id, channel, request -> request);
  }

  void request(String id, String channel, UnaryOperator<MessageRequest.Builder> change)
      throws Exception {
    request(id, channel, getProcessingTime(), change);
  }

  /**
   * @param logTime when the request was written
   */
  void request(
      String id, String channel, long logTime, UnaryOperator<MessageRequest.Builder> change)
      throws Exception {
    MessageRequest request =
        change
            .apply(Requests.request(id, channel, Instant.ofEpochMilli(getProcessingTime())))
            .build();
    input(new ChannelInput(channel, logTime, encoder.encode(request)));
  }

  void recall(String id, String channel) throws Exception {
    Recall recall = Requests.recall(id, channel, Instant.ofEpochMilli(getProcessingTime()));
    input(new ChannelInput(channel, getProcessingTime(), encoder.encode(recall)));
  }

  private void input(ChannelInput input) throws Exception {
    StreamRecord<ChannelInput> record = new StreamRecord<>(input);
    twoInputs().setKeyContextElement1(record);
    twoInputs().processElement1(record);
    drain();
  }

  @SuppressWarnings("unchecked")
  private TwoInputStreamOperator<ChannelInput, DefinitionChange, OutgoingRecord> twoInputs() {
    return (TwoInputStreamOperator<ChannelInput, DefinitionChange, OutgoingRecord>) operator;
  }

  /** Lets time pass. */
  void time(long now) throws Exception {
    setProcessingTime(now);
    drain();
  }

  /** Works off what came back to the task's thread, as Flink does between two records. */
  void drain() throws Exception {
    for (Optional<Mail> mail = getTaskMailbox().tryTake(0);
        mail.isPresent();
        mail = getTaskMailbox().tryTake(0)) {
      mail.get().run();
    }
  }

  /** How much keyed state there is; on heap only. */
  int keyedStateEntries() {
    return ((HeapKeyedStateBackend<?>) getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  /** When the operator wants to be called next. */
  long nextTimer() {
    return getProcessingTimeService().getActiveTimerTimestamps().stream()
        .mapToLong(Long::longValue)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  List<DeliveryReport> reports() {
    RecordDecoder decoder = new RecordDecoder(registry);
    return extractOutputValues().stream()
        .map(record -> (DeliveryReport) decoder.decode(record.value()))
        .toList();
  }

  /** Status, and code if there is one, by request; fails on a second final report. */
  Map<String, String> finals() {
    return reports().stream()
        .collect(
            Collectors.toMap(
                DeliveryReport::getRequestId,
                report ->
                    report.getStatus() + (report.getCode() == null ? "" : "/" + report.getCode())));
  }
}
