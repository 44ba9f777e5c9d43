package dev.sojourn.systemtest.outside;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What became of requests, as the log tells everybody who reads it. */
public final class Reports implements AutoCloseable {
  private static final Set<String> FINAL =
      Set.of("sent", "failed", "expired", "recalled", "rate-limited", "in-doubt", "dry");

  private final OutsideReader reader;

  /**
   * @param topic where signals stand
   */
  public Reports(String bootstrapServers, URI registry, String topic) {
    reader = OutsideReader.of(bootstrapServers, registry, topic, "DeliveryReport");
  }

  /** The final reports so far: their statuses in the order of the log, by request id. */
  public Map<String, List<String>> finals() {
    Map<String, List<String>> byRequest = new HashMap<>();
    for (OutsideReader.Entry entry : reader.entriesToEnd()) {
      if (FINAL.contains(entry.text("status"))) {
        byRequest
            .computeIfAbsent(entry.text("requestId"), id -> new ArrayList<>())
            .add(entry.text("status"));
      }
    }
    return byRequest;
  }

  /** How many requests ended in each way, by their first final report. */
  public Map<String, Integer> outcomes() {
    Map<String, Integer> counts = new TreeMap<>();
    finals().values().forEach(statuses -> counts.merge(statuses.get(0), 1, Integer::sum));
    return counts;
  }

  @Override
  public void close() {
    reader.close();
  }
}
