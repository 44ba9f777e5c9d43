package dev.sojourn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path root;

  @Test
  void aSecondOneIsRefusedAndToldWhoHoldsIt() {
    try (DataDirectory first = DataDirectory.lock(root)) {
      assertThat(first.root()).isEqualTo(root.toAbsolutePath());
      assertThatThrownBy(() -> DataDirectory.lock(root))
          .isInstanceOf(LocalStartException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void afterClosingItCanBeLockedAgain() {
    DataDirectory.lock(root).close();

    DataDirectory.lock(root).close();
  }

  @Test
  void aLockFileThatAKilledProcessLeftDoesNotHold() throws IOException {
    Files.writeString(root.resolve("lock"), "1");

    DataDirectory.lock(root).close();
  }

  @Test
  void itIsMadeIfItIsNotThere() {
    Path deep = root.resolve("a/b");

    DataDirectory.lock(deep).close();

    assertThat(deep).isDirectory();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefusedInWords() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.lock(file.resolve("data")))
        .isInstanceOf(LocalStartException.class)
        .hasMessageContaining("--data");
  }

  @Test
  void scratchIsEmptyAtEveryStart() throws IOException {
    try (DataDirectory data = DataDirectory.lock(root)) {
      Path left = Files.createDirectories(data.emptyScratch().resolve("rocksdb/db"));
      Files.writeString(left.resolve("CURRENT"), "x");

      assertThat(data.emptyScratch()).isEmptyDirectory();
    }
  }
}
