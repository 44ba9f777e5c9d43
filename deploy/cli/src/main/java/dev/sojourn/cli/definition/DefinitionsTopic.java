package dev.sojourn.cli.definition;

import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.CachingDocumentParser;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.journeys.definition.DefinitionReader;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topic on which definitions are published. */
public final class DefinitionsTopic {
  private final Connection connection;
  private final String topic;

  public DefinitionsTopic(Connection connection) {
    this.connection = connection;
    this.topic = connection.topics().definitions();
  }

  /**
   * What is published at this moment. Records that cannot be read are passed over, as the jobs do.
   *
   * @throws CommandException if broker or topic are not there
   */
  public Published read() {
    RecordDecoder decoder = new RecordDecoder(connection.schemas());
    Published published = new Published();
    scan(record -> take(published, decoder, record));
    return published;
  }

  private void scan(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    connection.admin().close();
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer()) {
      List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
      if (partitions.isEmpty()) {
        throw CommandException.unreachable(
            "the broker has no topic " + topic + "; is this where Sojourn runs, and its prefix?",
            null);
      }
      TopicScan.all(consumer, partitions, each);
    }
  }

  private static void take(
      Published published, RecordDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      SpecificRecord value = decoder.decode(record.value());
      if (value instanceof Definition definition) {
        Kind.ofLabel(definition.getKind())
            .ifPresent(
                kind ->
                    published.add(
                        new DocumentName(kind, definition.getName()),
                        definition.getVersion(),
                        definition.getDocument()));
      } else if (value instanceof Pointer pointer) {
        Optional<Kind> kind = Kind.ofLabel(pointer.getKind());
        Optional<PublicationState> state = PublicationState.ofLabel(pointer.getState());
        if (kind.isPresent() && state.isPresent()) {
          published.point(
              new DocumentName(kind.get(), pointer.getName()),
              new Published.Live(pointer.getVersion(), state.get()));
        }
      }
    } catch (UnreadableRecordException e) {
      // Not ours to mend: the journeys job makes a dead letter of it.
    }
  }

  /**
   * Everything that lies on the topic, each record with its log time as the jobs count it. What
   * cannot be used is passed over, as the jobs do.
   *
   * @throws CommandException if broker or topic are not there
   */
  public List<DefinitionRecord> log() {
    DefinitionReader reader =
        new DefinitionReader(new CachingDocumentParser(new Documents(), 1_000));
    RecordDecoder decoder = new RecordDecoder(connection.schemas());
    List<DefinitionRecord> log = new ArrayList<>();
    long[] now = {Long.MIN_VALUE};
    scan(
        record -> {
          now[0] = Math.max(now[0], record.timestamp());
          record(reader, decoder, record, now[0]).ifPresent(log::add);
        });
    return log;
  }

  private static Optional<DefinitionRecord> record(
      DefinitionReader reader,
      RecordDecoder decoder,
      ConsumerRecord<byte[], byte[]> record,
      long logTime) {
    if (record.value() == null || record.key() == null) {
      return Optional.empty();
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      SpecificRecord value = decoder.decode(record.value());
      if (value instanceof Definition definition) {
        return Optional.of(reader.version(definition, key, logTime));
      }
      return value instanceof Pointer pointer
          ? Optional.of(reader.pointer(pointer, key, logTime))
          : Optional.empty();
    } catch (UnreadableRecordException | DefinitionException e) {
      return Optional.empty();
    }
  }

  /**
   * Publishes: all new versions first, then the pointers, so that no pointer is seen before its
   * version; those of migrations last, as they lead to versions that are live (V3). Returns when
   * the broker has acknowledged everything.
   *
   * @param changes none refused; unchanged ones are passed over
   * @param publishedBy who publishes; empty if unknown
   */
  public void publish(List<Change> changes, Optional<String> publishedBy) {
    RecordEncoder encoder = new RecordEncoder(connection.schemas(), topic);
    try (KafkaProducer<byte[], byte[]> producer = connection.producer()) {
      List<Future<?>> sent = new ArrayList<>();
      for (Change change : changes) {
        if (change.isNewVersion()) {
          DocumentVersion document = change.document();
          sent.add(
              send(
                  producer,
                  document.id().versionKey(document.version()),
                  encoder.encode(
                      Definition.newBuilder()
                          .setKind(document.kind().label())
                          .setName(document.name())
                          .setVersion(document.version())
                          .setDocument(document.json())
                          .setPublishedBy(publishedBy.orElse(null))
                          .build())));
        }
      }
      for (Change change : migrationsLast(changes)) {
        if (change.isDone()) {
          sent.add(point(producer, encoder, change.document(), change.state()));
          boolean mayBeTried =
              change.document().kind() == Kind.JOURNEY
                  || change.document().kind() == Kind.MIGRATION;
          if (!change.state().isTrial() && mayBeTried) {
            // What has gone live is tried no more.
            sent.add(point(producer, encoder, change.document(), PublicationState.WITHDRAWN));
          }
        }
      }
      producer.flush();
      for (Future<?> acknowledged : sent) {
        acknowledged.get();
      }
    } catch (ExecutionException e) {
      throw CommandException.unreachable(
          "the broker did not take all definitions: " + e.getCause().getMessage() + "; apply again",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted; apply again", e);
    }
  }

  private static List<Change> migrationsLast(List<Change> changes) {
    return changes.stream()
        .sorted(Comparator.comparing(change -> change.document().kind() == Kind.MIGRATION))
        .toList();
  }

  private Future<?> point(
      KafkaProducer<byte[], byte[]> producer,
      RecordEncoder encoder,
      DocumentVersion document,
      PublicationState state) {
    return send(
        producer,
        state.isTrial() ? document.id().trialKey() : document.id().pointerKey(),
        encoder.encode(
            Pointer.newBuilder()
                .setKind(document.kind().label())
                .setName(document.name())
                .setVersion(document.version())
                .setState(state.label())
                .build()));
  }

  private Future<?> send(KafkaProducer<byte[], byte[]> producer, String key, byte[] value) {
    return producer.send(
        new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value));
  }
}
