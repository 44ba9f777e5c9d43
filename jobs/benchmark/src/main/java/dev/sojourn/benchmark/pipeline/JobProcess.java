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
   * @param args the settings as JSON; then, to have a profile taken, the file, the seconds from the
   *     start to its beginning and the seconds that it takes
   */
  public static void main(String[] args) throws Exception {
    JobRun run = JobRun.start(JobSettings.ofJson(args[0]));
    if (args.length > 1) {
      CpuProfiler.schedule(Path.of(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3]));
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
