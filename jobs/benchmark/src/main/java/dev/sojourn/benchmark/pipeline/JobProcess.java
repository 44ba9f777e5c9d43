package dev.sojourn.benchmark.pipeline;

import dev.sojourn.benchmark.cpu.CpuProfiler;
import java.nio.file.Path;

/**
 * One of the two jobs as a process; ends when its standard input does, without winding anything up.
 */
final class JobProcess {
  static final String STARTED = "started";

  private JobProcess() {}

  /**
   * @param args the settings as JSON; then, to have a profile taken, the file, and the numbers of
   *     records read at which it begins and ends
   */
  public static void main(String[] args) throws Exception {
    JobSettings settings = JobSettings.ofJson(args[0]);
    JobRun run = JobRun.start(settings);
    if (args.length > 1) {
      CpuProfiler.schedule(
          Path.of(args[1]),
          settings::recordsRead,
          Long.parseLong(args[2]),
          Long.parseLong(args[3]));
    }
    System.out.println(STARTED);
    Thread watch =
        new Thread(
            () -> {
              while (run.isAlive()) {
                try {
                  Thread.sleep(1_000);
                } catch (InterruptedException e) {
                  return;
                }
              }
              Runtime.getRuntime().halt(1);
            });
    watch.setDaemon(true);
    watch.start();
    ChildJvm.awaitEndOfInput();
    Runtime.getRuntime().halt(0);
  }
}
