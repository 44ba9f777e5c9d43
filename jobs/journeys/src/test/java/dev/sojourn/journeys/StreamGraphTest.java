package dev.sojourn.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.profile.ProfileLogic;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** What a savepoint of today asks of the topology of tomorrow. */
class StreamGraphTest {

  private static StreamGraph graph(Map<String, String> options) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    new JourneysJob(
            JourneysOptions.fromMap(options),
            new SharedRegistry().supplier(),
            ParserSupplier.ofWorker(),
            ProfileLogic.engine())
        .build(env);
    return env.getStreamGraph(false);
  }

  @Test
  void everyOperatorHasAUidThatNeverChanges() {
    assertThat(graph(Map.of("parallelism", "3")).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "signals",
            "intake",
            "definitions",
            "definitions-intake",
            "profiles",
            "outputs",
            "Sink Committer: outputs",
            "directory",
            "commands",
            "Sink Committer: commands",
            "tick-beats",
            "ticks",
            "tick-sink",
            "Sink Committer: tick-sink");
  }

  @Test
  void keysAreDividedIntoTheSameGroupsAtEveryParallelism() {
    for (String parallelism : List.of("1", "3", "30")) {
      JobGraph graph = graph(Map.of("parallelism", parallelism)).getJobGraph();
      assertThat(graph.getVertices())
          .filteredOn(vertex -> vertex.getName().contains("profiles"))
          .singleElement()
          .extracting(JobVertex::getMaxParallelism)
          .isEqualTo(720);
    }
  }

  @Test
  void noSubtaskReadsWithoutAPartition() {
    StreamGraph graph = graph(Map.of("parallelism", "30", "signals.partitions", "24"));
    Map<String, Integer> parallelism =
        graph.getStreamNodes().stream()
            .collect(
                Collectors.toMap(StreamNode::getTransformationUID, StreamNode::getParallelism));
    assertThat(parallelism)
        .containsEntry("signals", 24)
        .containsEntry("intake", 24)
        .containsEntry("profiles", 30)
        .containsEntry("definitions", 1);
  }

  @Test
  void betweenArrivalAndEffectLiesOneExchange() {
    JobGraph graph = graph(Map.of("parallelism", "2")).getJobGraph();
    assertThat(graph.getVertices()).extracting(JobVertex::getName).hasSize(5);
    assertThat(graph.getVertices())
        .extracting(JobVertex::getName)
        .anyMatch(name -> name.contains("signals") && name.contains("intake"))
        .anyMatch(name -> name.contains("profiles") && name.contains("outputs"));
  }

  @Test
  void nothingFallsBackToGenericSerialization() {
    // Building the graph creates all serializers; with generic types off this throws for one that
    // Flink would guess.
    StreamGraph graph = graph(Map.of());
    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
    assertThat(graph.getExecutionConfig().isObjectReuseEnabled()).isTrue();
  }
}
