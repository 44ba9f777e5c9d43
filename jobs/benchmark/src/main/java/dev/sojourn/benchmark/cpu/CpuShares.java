package dev.sojourn.benchmark.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where CPU time went.
 *
 * @param samples how many there are, one per millisecond of CPU time
 * @param layers percent by layer, the largest first
 * @param methods percent by method at the top of the stack, the largest first
 */
public record CpuShares(long samples, List<Share> layers, List<Share> methods) {
  private static final int METHODS = 40;

  /** A part of all samples. */
  public record Share(String what, double percent) {}

  /** Reads collapsed stacks. */
  public static CpuShares read(Path file) throws IOException {
    Map<Layer, Long> layers = new EnumMap<>(Layer.class);
    Map<String, Long> methods = new HashMap<>();
    long samples = 0;
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        int space = line.lastIndexOf(' ');
        String stack = line.substring(0, space);
        long count = Long.parseLong(line, space + 1, line.length(), 10);
        samples += count;
        layers.merge(Layer.of(stack), count, Long::sum);
        methods.merge(stack.substring(stack.lastIndexOf(';') + 1), count, Long::sum);
      }
    }
    Map<String, Long> labelled = new HashMap<>();
    layers.forEach((layer, count) -> labelled.put(layer.label(), count));
    return new CpuShares(
        samples, largest(labelled, samples, Integer.MAX_VALUE), largest(methods, samples, METHODS));
  }

  private static List<Share> largest(Map<String, Long> counts, long all, int limit) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(limit)
        .map(entry -> new Share(entry.getKey(), 100.0 * entry.getValue() / Math.max(1, all)))
        .toList();
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder("%d samples%n".formatted(samples));
    text.append("by layer:\n");
    layers.forEach(share -> text.append("  %5.1f%% %s%n".formatted(share.percent, share.what)));
    text.append("by method at the top of the stack:\n");
    methods.forEach(share -> text.append("  %5.1f%% %s%n".formatted(share.percent, share.what)));
    return text.toString();
  }
}
