package dev.sojourn.cli;

import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.tail.DecodedRecord;
import dev.sojourn.cli.tail.Tail;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn tail}. */
@Command(
    name = "tail",
    description = {
      "Show the newest records of a topic, decoded.",
      "",
      "Sojourn's topics may be named without their prefix: signals, definitions, audience-changes, message-requests, journey-steps, attempt-ledger, dead-letters, runs. "
          + "Ticks, which only say that time passes, are left out. Without --follow the command ends when it has shown what is there."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn tail journey-steps --follow",
      "  sojourn tail signals --from-beginning --key c-1",
      "  sojourn tail dead-letters -n 100 --json | jq -r .value.code",
      "",
      "Exit codes: 0 done, 1 there is no such topic, 3 broker or registry cannot be reached."
    })
final class TailCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "TOPIC", description = "A topic, with or without Sojourn's prefix.")
  private String topic;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the newest records to show (default: ${DEFAULT-VALUE}).")
  private int last;

  @Option(names = "--from-beginning", description = "Show everything that is there.")
  private boolean fromBeginning;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until interrupted.")
  private boolean follow;

  @Option(names = "--key", paramLabel = "KEY", description = "Only records with this key.")
  private String key;

  @Override
  public Integer call() {
    Connection connection = connecting.connection();
    connection.admin().close();
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer()) {
      Tail tail =
          new Tail(
              consumer,
              partitions(consumer, connection.topics().prefix()),
              new RecordDecoder(connection.schemas()),
              Optional.ofNullable(key));
      Map<TopicPartition, Long> ends = tail.ends();
      if (fromBeginning) {
        tail.everything(ends, this::show);
      } else {
        tail.last(last, ends).forEach(this::show);
      }
      if (follow) {
        PrintWriter out = spec.commandLine().getOut();
        tail.follow(ends, () -> !out.checkError(), this::show);
      }
    }
    return ExitCode.OK;
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String prefix) {
    for (String name : List.of(prefix + topic, topic)) {
      List<TopicPartition> partitions = TopicScan.partitions(consumer, name);
      if (!partitions.isEmpty()) {
        return partitions;
      }
    }
    throw CommandException.problem(
        "there is no topic " + prefix + topic + " nor " + topic + " on this broker");
  }

  private void show(DecodedRecord record) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(output.json() ? record.toJson().toString() : record.toLine());
    out.flush();
  }
}
