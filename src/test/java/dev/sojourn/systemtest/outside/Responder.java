package dev.sojourn.systemtest.outside;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stands for all providers: reports of every request that it was sent, or that it failed, and of
 * some that the message was clicked. Each request is answered once, always in the same way.
 */
public final class Responder implements AutoCloseable {
  private final OutsideProducer producer;
  private final OutsideReader requests;
  private final CompletableFuture<Void> end;
  private volatile boolean closed;

  /**
   * @param prefix of the topics' names
   */
  public Responder(OutsideProducer producer, String bootstrapServers, URI registry, String prefix) {
    this.producer = producer;
    requests =
        OutsideReader.of(bootstrapServers, registry, prefix + "message-requests", "MessageRequest");
    end = CompletableFuture.runAsync(this::run, task -> new Thread(task, "responder").start());
  }

  private void run() {
    int answered = 0;
    while (!closed) {
      List<OutsideReader.Entry> all = requests.entries();
      for (OutsideReader.Entry request : all.subList(answered, all.size())) {
        reports(request).forEach(producer::send);
      }
      answered = all.size();
    }
    requests.close();
  }

  private List<ProducerRecord<byte[], byte[]>> reports(OutsideReader.Entry request) {
    int kind = Integer.parseInt(request.text("id").substring(0, 4), 16) % 10;
    List<ProducerRecord<byte[], byte[]>> reports = new ArrayList<>();
    reports.add(report(request, kind == 0 ? "failed" : "sent"));
    if (kind > 6) {
      reports.add(report(request, "clicked"));
    }
    return reports;
  }

  private ProducerRecord<byte[], byte[]> report(OutsideReader.Entry request, String status) {
    return producer.signal(
        request.key(),
        "DeliveryReport",
        Map.of(
            "requestId", request.text("id"),
            "status", status,
            "at", System.currentTimeMillis(),
            "channel", request.text("channel"),
            "origin", request.record().get("origin"),
            "attempts", 1));
  }

  @Override
  public void close() {
    closed = true;
    end.join();
  }
}
