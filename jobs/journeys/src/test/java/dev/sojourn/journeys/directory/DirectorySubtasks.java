package dev.sojourn.journeys.directory;

import dev.sojourn.avro.Command;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;

/** The directory in some subtasks, over restarts with others, without a job around it. */
abstract class DirectorySubtasks {
  private static final int MAX_PARALLELISM = 720;
  static final long T = 1_700_000_000_000L;

  private final SharedRegistry registry = new SharedRegistry();
  final List<SpecificRecord> records = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  private final List<KeyedTwoInputStreamOperatorTestHarness<String, Listed, DefinitionNews, Output>>
      subtasks = new ArrayList<>();
  private long now = 1_000;

  static Stream<StateBackend> backends() {
    return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(false));
  }

  void open(StateBackend backend, int parallelism, OperatorSubtaskState state, int earlier)
      throws Exception {
    for (int i = 0; i < parallelism; i++) {
      var subtask =
          new KeyedTwoInputStreamOperatorTestHarness<String, Listed, DefinitionNews, Output>(
              new DirectoryOperator(
                  null, Topics.DEFAULT, registry.supplier(), ParserSupplier.ofWorker()),
              Listed::key,
              null,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              i);
      subtask.setStateBackend(backend);
      subtask.setup(
          Output.TYPE.createSerializer(subtask.getExecutionConfig().getSerializerConfig()));
      if (state != null) {
        subtask.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, earlier, parallelism, i));
      }
      subtask.setProcessingTime(now);
      subtask.open();
      subtasks.add(subtask);
    }
  }

  void restart(StateBackend backend, int parallelism) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = subtasks.get(i).snapshot(1, 1);
    }
    OperatorSubtaskState state = AbstractStreamOperatorTestHarness.repackageState(states);
    collect();
    close();
    open(backend, parallelism, state, states.length);
  }

  @AfterEach
  void close() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
  }

  void listed(String profile, Effect.Listing listing) throws Exception {
    Listed listed = new Listed(profile, listing);
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            listed.key(), MAX_PARALLELISM, subtasks.size());
    subtasks.get(subtask).processElement1(new StreamRecord<>(listed));
  }

  void tell(DefinitionNews news) throws Exception {
    for (var subtask : subtasks) {
      subtask.processElement2(new StreamRecord<>(news));
    }
  }

  void publish(SourceDocument document, long logTime) throws Exception {
    tell(new DefinitionNews.Published(Shop.version(document, logTime)));
    tell(new DefinitionNews.Published(Shop.live(document, logTime)));
  }

  void readTo(long logTime) throws Exception {
    tell(new DefinitionNews.TimeReached(logTime));
    for (var subtask : subtasks) {
      subtask.processWatermark2(new Watermark(logTime + 999));
      subtask.processWatermark1(new Watermark(logTime - 1));
    }
  }

  void pass(long millis) throws Exception {
    for (long until = now + millis; now < until; now += 20) {
      for (var subtask : subtasks) {
        subtask.setProcessingTime(now);
      }
    }
    collect();
  }

  void collect() {
    RecordDecoder decoder = new RecordDecoder(registry);
    for (var subtask : subtasks) {
      for (Output output : subtask.extractOutputValues()) {
        SpecificRecord record = decoder.decode(output.value());
        records.add(record);
        if (record instanceof Command) {
          asked.add(new String(output.key(), StandardCharsets.UTF_8));
        }
      }
      subtask.getOutput().clear();
    }
  }

  <R> List<R> all(Class<R> type) {
    return records.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
