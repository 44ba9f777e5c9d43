package dev.sojourn.journeys.profile;

import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.definition.DefinitionArchive;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.intake.Inbound;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * The operator in one or several subtasks, without a job around it: what a test feeds, and what
 * comes out.
 */
final class ProfileSubtasks implements AutoCloseable {
  static final int MAX_PARALLELISM = 720;

  private final Backend backend;
  private final ProfileLogic logic;
  private final SharedRegistry registry;
  private final List<Output> outputs;
  private final List<
          KeyedTwoInputStreamOperatorTestHarness<String, Inbound, DefinitionNews, Output>>
      subtasks = new ArrayList<>();

  private ProfileSubtasks(
      Backend backend, ProfileLogic logic, SharedRegistry registry, List<Output> outputs) {
    this.backend = backend;
    this.logic = logic;
    this.registry = registry;
    this.outputs = outputs;
  }

  static ProfileSubtasks start(
      Backend backend, int parallelism, ProfileLogic logic, SharedRegistry registry)
      throws Exception {
    ProfileSubtasks made = new ProfileSubtasks(backend, logic, registry, new ArrayList<>());
    made.open(parallelism, null, 0);
    return made;
  }

  /** Goes on from a state that {@link #savepoint} gave. */
  static ProfileSubtasks restored(
      Backend backend,
      OperatorSubtaskState state,
      int earlier,
      int parallelism,
      SharedRegistry registry)
      throws Exception {
    ProfileSubtasks made =
        new ProfileSubtasks(backend, ProfileLogic.engine(), registry, new ArrayList<>());
    made.open(parallelism, state, earlier);
    return made;
  }

  /** The state of all subtasks. */
  OperatorSubtaskState savepoint() throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = subtasks.get(i).snapshot(1, 1);
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  /** Takes a savepoint, ends these subtasks and goes on with others in their place. */
  ProfileSubtasks restartedWith(int parallelism) throws Exception {
    OperatorSubtaskState state = savepoint();
    collect();
    ProfileSubtasks next = new ProfileSubtasks(backend, logic, registry, outputs);
    next.open(parallelism, state, subtasks.size());
    close();
    return next;
  }

  private void open(int parallelism, OperatorSubtaskState state, int earlier) throws Exception {
    for (int i = 0; i < parallelism; i++) {
      KeyedTwoInputStreamOperatorTestHarness<String, Inbound, DefinitionNews, Output> subtask =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  new ProfileFunction(
                      logic, Topics.DEFAULT, registry.supplier(), ParserSupplier.ofWorker()),
                  List.of(DefinitionArchive.STATE)),
              Inbound::key,
              null,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              i);
      subtask.setStateBackend(backend.make());
      subtask.setup(
          Output.TYPE.createSerializer(subtask.getExecutionConfig().getSerializerConfig()));
      if (state != null) {
        subtask.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, earlier, parallelism, i));
      }
      subtask.open();
      subtasks.add(subtask);
    }
  }

  /** Publishes a document as the live one. */
  void publish(SourceDocument document, long logTime) throws Exception {
    tell(new DefinitionNews.Published(Shop.version(document, logTime)));
    tell(new DefinitionNews.Published(Shop.live(document, logTime)));
  }

  /** Every subtask hears news. */
  void tell(DefinitionNews news) throws Exception {
    for (var subtask : subtasks) {
      subtask.processElement2(new StreamRecord<>(news));
    }
  }

  /** The definitions have been read up to a log time, and their watermark says so. */
  void definitionsReadTo(long logTime) throws Exception {
    tell(new DefinitionNews.TimeReached(logTime));
    for (var subtask : subtasks) {
      subtask.processWatermark2(new Watermark(logTime + 999));
    }
  }

  /** All partitions of {@code signals} have been read up to a log time. */
  void signalsReadTo(long logTime) throws Exception {
    for (var subtask : subtasks) {
      subtask.processWatermark1(new Watermark(logTime - 1));
    }
  }

  /** Both logs have been read up to a log time. */
  void readTo(long logTime) throws Exception {
    definitionsReadTo(logTime);
    signalsReadTo(logTime);
  }

  /** Both inputs end for good. */
  void drain() throws Exception {
    for (var subtask : subtasks) {
      subtask.processWatermark1(Watermark.MAX_WATERMARK);
      subtask.processWatermark2(Watermark.MAX_WATERMARK);
    }
  }

  void signal(String profile, long logTime, byte[] value) throws Exception {
    in(new Inbound.Signal(profile, 0, logTime, logTime, value));
  }

  void in(Inbound inbound) throws Exception {
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            inbound.key(), MAX_PARALLELISM, subtasks.size());
    subtasks.get(subtask).processElement1(new StreamRecord<>(inbound));
  }

  int timers() {
    return subtasks.stream().mapToInt(AbstractStreamOperatorTestHarness::numEventTimeTimers).sum();
  }

  /** Everything written so far, over restarts, as records. Of one profile in order. */
  List<SpecificRecord> records() {
    RecordDecoder decoder = new RecordDecoder(registry);
    return outputs().stream().map(output -> decoder.decode(output.value())).toList();
  }

  <T extends SpecificRecord> List<T> records(Class<T> type) {
    return records().stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<Output> outputs() {
    collect();
    return outputs;
  }

  private void collect() {
    for (var subtask : subtasks) {
      outputs.addAll(subtask.extractOutputValues());
      subtask.getOutput().clear();
    }
  }

  @Override
  public void close() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
  }
}
