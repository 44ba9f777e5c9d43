package dev.sojourn.benchmark.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A job that was started, until it is closed. */
public interface RunningJob extends AutoCloseable {

  /** It never ends by itself unless it fails. */
  boolean isAlive();

  @Override
  void close();

  /** Where a job in a process of its own writes its log. */
  static Path log(JobSettings settings) {
    return Path.of(settings.directory(), "job.log");
  }

  /** Runs it in this process. */
  static RunningJob inProcess(JobSettings settings) throws Exception {
    JobRun run = JobRun.start(settings);
    return new RunningJob() {
      @Override
      public boolean isAlive() {
        return run.isAlive();
      }

      @Override
      public void close() {
        run.close();
      }
    };
  }

  /**
   * Runs it in a JVM of its own.
   *
   * @param heap as for {@code -Xmx}
   * @param profile further arguments of {@link JobProcess}; empty: no profile is taken
   */
  static RunningJob inOwnProcess(JobSettings settings, String heap, List<String> profile)
      throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(settings.toJson());
    arguments.addAll(profile);
    ChildJvm jvm = ChildJvm.start(JobProcess.class, log(settings), heap, arguments);
    jvm.awaitLine(JobProcess.STARTED);
    return new RunningJob() {
      @Override
      public boolean isAlive() {
        return jvm.isAlive();
      }

      @Override
      public void close() {
        jvm.close();
      }
    };
  }
}
