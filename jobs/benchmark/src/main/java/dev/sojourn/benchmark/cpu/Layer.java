package dev.sojourn.benchmark.cpu;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What CPU time is spent on. A stack belongs to the compiler or the collector by its thread, else
 * to the layer of the frame nearest to its top; where one frame fits several, the first of these.
 */
enum Layer {
  JIT("C1 CompilerThre", "C2 CompilerThre"),
  GC("GC Thread", "VM Thread"),
  ROCKSDB("org/rocksdb/", "rocksdb::", "librocksdb", "[rocksdb:"),
  CHECKPOINT("org/apache/flink/state/rocksdb/snapshot", "AsyncSnapshot", "CheckpointCoordinator"),
  SINK(
      "kafka-producer-network-thread",
      "org/apache/flink/connector/kafka/sink",
      "org/apache/kafka/clients/producer",
      "dev/sojourn/journeys/output/"),
  SOURCE(
      "Source Data Fetcher",
      "org/apache/kafka/clients/consumer",
      "org/apache/flink/connector/kafka/source"),
  DECODE("dev/sojourn/journeys/signal/", "dev/sojourn/schemas/codec/", "org/apache/avro/"),
  ENGINE("dev/sojourn/engine/"),
  STATE(
      "org/apache/flink/state/rocksdb",
      "org/apache/flink/contrib/streaming/state",
      "org/apache/flink/runtime/state"),
  TIMERS("org/apache/flink/streaming/api/operators/InternalTimer"),
  JOB("dev/sojourn/journeys/", "dev/sojourn/benchmark/"),
  SHUFFLE(
      "org/apache/flink/runtime/io/",
      "org/apache/flink/streaming/runtime/io/",
      "org/apache/flink/runtime/plugable/",
      "org/apache/flink/streaming/runtime/partitioner"),
  FLINK("org/apache/flink/"),
  OTHER("");

  private static final Set<Layer> BY_THREAD = EnumSet.of(JIT, GC);
  private static final Set<Layer> BY_FRAME = EnumSet.complementOf(EnumSet.of(JIT, GC, OTHER));

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
  private final List<String> marks;

  Layer(String... marks) {
    this.marks = List.of(marks);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param stack frames from the outside in, separated by semicolons
   */
  static Layer of(String stack) {
    // A frame nearer to the top of the stack says more about what is being done: a sink chained
    // behind the engine is the sink, though the operator's frames stand below it.
    String[] frames = stack.split(";", -1);
    for (Layer layer : BY_THREAD) {
      if (layer.shows(frames[0])) {
        return layer;
      }
    }
    for (int i = frames.length - 1; i >= 0; i--) {
      for (Layer layer : BY_FRAME) {
        if (layer.shows(frames[i])) {
          return layer;
        }
      }
    }
    return OTHER;
  }

  private boolean shows(String frame) {
    for (String mark : marks) {
      if (frame.contains(mark)) {
        return true;
      }
    }
    return false;
  }
}
