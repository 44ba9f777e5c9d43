package dev.sojourn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterTest {
  private static final AtomicLong LATEST = new AtomicLong();
  private static final AtomicLong FIRST_AFTER_START = new AtomicLong();

  @TempDir Path root;

  @Test
  void aJobGoesOnWhereTheCheckpointAtTheStopLeftOff() throws Exception {
    long counted;
    try (DataDirectory data = DataDirectory.lock(root);
        FlinkCluster cluster = FlinkCluster.start(options(), data, 1)) {
      cluster.submit(counting());
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> LATEST.get() > 50);
    }
    counted = LATEST.get();
    FIRST_AFTER_START.set(0);

    try (DataDirectory data = DataDirectory.lock(root);
        FlinkCluster cluster = FlinkCluster.start(options(), data, 1)) {
      cluster.submit(counting());
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> FIRST_AFTER_START.get() > 0);
      assertThat(cluster.firstEnd()).isNotDone();
    }

    assertThat(FIRST_AFTER_START.get()).isGreaterThan(50).isLessThanOrEqualTo(counted + 1);
  }

  @Test
  void aJobThatIsOverIsToldWithItsReason() throws Exception {
    try (DataDirectory data = DataDirectory.lock(root);
        FlinkCluster cluster = FlinkCluster.start(options(), data, 1)) {
      cluster.submit(
          LocalJob.of(
              "short",
              "sojourn-short-01",
              env -> env.fromSequence(1, 10).sinkTo(new DiscardingSink<>())));

      CompletableFuture<End> end = cluster.firstEnd();

      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(new End("short job", "FINISHED", ""));
    }
  }

  private LocalOptions options() {
    return LocalOptions.on(root)
        .ports(0, 0, 0)
        .managedMemory(MemorySize.ofMebiBytes(64))
        .checkpointInterval(Duration.ofSeconds(1))
        .build();
  }

  private static LocalJob counting() {
    Consumer<StreamExecutionEnvironment> topology =
        env ->
            env.fromSource(
                    new DataGeneratorSource<>(
                        number -> number,
                        Long.MAX_VALUE,
                        RateLimiterStrategy.perSecond(100),
                        Types.LONG),
                    WatermarkStrategy.noWatermarks(),
                    "numbers")
                .setParallelism(1)
                .uid("numbers")
                .keyBy(number -> 0)
                .process(new Count())
                .setParallelism(1)
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .setParallelism(1)
                .uid("nowhere");
    return LocalJob.of("counting", "sojourn-counting", topology);
  }

  private static final class Count extends KeyedProcessFunction<Integer, Long, Long> {
    private static final long serialVersionUID = 1;
    private transient ValueState<Long> count;

    @Override
    public void open(org.apache.flink.api.common.functions.OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      long next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      LATEST.set(next);
      FIRST_AFTER_START.compareAndSet(0, next);
      out.collect(next);
    }
  }
}
