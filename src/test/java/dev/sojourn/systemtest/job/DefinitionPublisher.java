package dev.sojourn.systemtest.job;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.systemtest.outside.OutsideProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes definitions without the command: versions first, then the pointers to them. */
public final class DefinitionPublisher {
  private final OutsideProducer producer;
  private final String topic;

  /**
   * @param prefix of the topics' names
   */
  public DefinitionPublisher(OutsideProducer producer, String prefix) {
    this.producer = producer;
    this.topic = prefix + "definitions";
  }

  /** Publishes all documents of a file as the live ones. */
  public void publish(Path file) {
    DocumentSource.Reading reading = DocumentSource.read(file.getFileName().toString(), text(file));
    if (!reading.problems().isEmpty()) {
      throw new IllegalArgumentException(reading.problems().toString());
    }
    var problems = DocumentSet.check(reading.documents(), List.of());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    reading.documents().forEach(this::version);
    reading.documents().forEach(source -> pointer(source.document(), "live"));
    producer.flush();
  }

  private void version(SourceDocument source) {
    Document document = source.document();
    send(
        document.kind().label() + "/" + document.name() + "/" + document.version(),
        "Definition",
        Map.of(
            "kind", document.kind().label(),
            "name", document.name(),
            "version", document.version(),
            "document", source.canonicalJson()));
  }

  private void pointer(Document document, String state) {
    send(
        document.kind().label() + "/" + document.name(),
        "Pointer",
        Map.of(
            "kind", document.kind().label(),
            "name", document.name(),
            "version", document.version(),
            "state", state));
  }

  private void send(String key, String record, Map<String, ?> fields) {
    producer.send(
        new ProducerRecord<>(
            topic,
            key.getBytes(StandardCharsets.UTF_8),
            producer.value("definitions", record, fields)));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
