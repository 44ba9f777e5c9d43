package dev.sojourn.benchmark.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuSharesTest {
  private static final String TASK =
      "[profiles (1/2)#0];org/apache/flink/runtime/taskmanager/Task.run;"
          + "dev/sojourn/journeys/profile/ProfileFunction.processElement;";

  @TempDir Path directory;

  @Test
  void aStackBelongsToTheLayerNearestToItsTop() throws IOException {
    // Given
    Path file =
        Files.write(
            directory.resolve("stacks"),
            List.of(
                "[C2 CompilerThread0];Compile::Compile 10",
                TASK + "dev/sojourn/engine/Engine.handle;java/util/HashMap.get 30",
                TASK
                    + "org/apache/flink/state/rocksdb/RocksDBValueState.value;org/rocksdb/RocksDB.get 40",
                TASK + "org/apache/flink/connector/kafka/sink/KafkaWriter.write 20"));

    // When
    CpuShares shares = CpuShares.read(file);

    // Then
    assertThat(shares.samples()).isEqualTo(100);
    assertThat(shares.layers())
        .containsExactly(
            new CpuShares.Share("rocksdb", 40),
            new CpuShares.Share("engine", 30),
            new CpuShares.Share("sink", 20),
            new CpuShares.Share("jit", 10));
    assertThat(shares.methods().get(0).what()).isEqualTo("org/rocksdb/RocksDB.get");
  }
}
