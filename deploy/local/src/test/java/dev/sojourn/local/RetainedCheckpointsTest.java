package dev.sojourn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {
  private static final JobID JOB = LocalJob.of("journeys", "sojourn-journeys", env -> {}).id();

  @TempDir Path root;

  @Test
  void nothingBeforeTheFirstRun() {
    assertThat(RetainedCheckpoints.newest(root, JOB)).isEmpty();
  }

  @Test
  void theHighestNumberWinsNotTheHighestName() throws IOException {
    complete("chk-9");
    Path newest = complete("chk-10");

    assertThat(RetainedCheckpoints.newest(root, JOB)).contains(newest);
  }

  @Test
  void oneThatAKillInterruptedDoesNotCount() throws IOException {
    Path complete = complete("chk-7");
    Files.createDirectories(directory("chk-8"));

    assertThat(RetainedCheckpoints.newest(root, JOB)).contains(complete);
  }

  @Test
  void sharedStateAndStrangersAreNotCheckpoints() throws IOException {
    complete("shared");
    complete("taskowned");
    complete("chk-x");

    assertThat(RetainedCheckpoints.newest(root, JOB)).isEmpty();
  }

  @Test
  void theCheckpointsOfOtherJobsAreTheirs() throws IOException {
    complete("chk-3");

    JobID other = LocalJob.of("delivery", "sojourn-delivery", env -> {}).id();
    assertThat(RetainedCheckpoints.newest(root, other)).isEmpty();
  }

  @Test
  void jobIdsNeverChange() {
    assertThat(JOB.toHexString()).isEqualTo("736f6a6f75726e2d6a6f75726e657973");
  }

  private Path complete(String name) throws IOException {
    Path directory = Files.createDirectories(directory(name));
    Files.createFile(directory.resolve("_metadata"));
    return directory;
  }

  private Path directory(String name) {
    return root.resolve(JOB.toHexString()).resolve(name);
  }
}
