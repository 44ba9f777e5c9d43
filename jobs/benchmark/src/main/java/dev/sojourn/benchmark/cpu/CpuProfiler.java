package dev.sojourn.benchmark.cpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;

/** Samples this process for a while, by async-profiler. */
public final class CpuProfiler {
  /** Of CPU time, per thread. */
  private static final String SAMPLE_EVERY = "1ms";

  private static final long LOOK_EVERY_MILLIS = 500;

  private CpuProfiler() {}

  /**
   * Has a profile taken later on; nothing waits for it.
   *
   * @param file collapsed stacks; beside it lies a flame graph of the same name
   * @param done how far the work has come
   * @param from as far as this it begins
   * @param to as far as this it ends
   */
  public static void schedule(Path file, LongSupplier done, long from, long to) throws IOException {
    AsyncProfiler profiler = AsyncProfilerLoader.load();
    Thread timer = new Thread(() -> take(profiler, file, done, from, to), "profile timer");
    timer.setDaemon(true);
    timer.start();
  }

  private static void take(
      AsyncProfiler profiler, Path file, LongSupplier done, long from, long to) {
    try {
      await(done, from);
      profiler.execute("start,event=cpu,threads,interval=" + SAMPLE_EVERY);
      await(done, to);
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

  private static void await(LongSupplier done, long goal) throws InterruptedException {
    while (done.getAsLong() < goal) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }
}
