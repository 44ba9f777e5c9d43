package dev.sojourn.benchmark.cpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;

/** Samples this process for a while, by async-profiler. */
public final class CpuProfiler {
  /** Of CPU time, per thread. */
  private static final String SAMPLE_EVERY = "1ms";

  private CpuProfiler() {}

  /**
   * Has a profile taken later on; nothing waits for it.
   *
   * @param file collapsed stacks; beside it lies a flame graph of the same name
   * @param afterSeconds from now
   * @param forSeconds length
   */
  public static void schedule(Path file, long afterSeconds, long forSeconds) throws IOException {
    AsyncProfiler profiler = AsyncProfilerLoader.load();
    Thread timer =
        new Thread(() -> take(profiler, file, afterSeconds, forSeconds), "profile timer");
    timer.setDaemon(true);
    timer.start();
  }

  private static void take(AsyncProfiler profiler, Path file, long afterSeconds, long forSeconds) {
    try {
      TimeUnit.SECONDS.sleep(afterSeconds);
      profiler.execute("start,event=cpu,threads,interval=" + SAMPLE_EVERY);
      TimeUnit.SECONDS.sleep(forSeconds);
      profiler.execute("stop");
      profiler.execute("dump,collapsed,threads,file=" + file);
      profiler.execute(
          "dump,flamegraph,threads,file=" + file.resolveSibling(file.getFileName() + ".html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
