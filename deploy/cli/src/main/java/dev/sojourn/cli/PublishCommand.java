package dev.sojourn.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.publish.Publisher;
import dev.sojourn.cli.publish.SignalLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn publish}. */
@Command(
    name = "publish",
    description = {
      "Write events, profile updates, entry requests, reports and business events to the log, from JSON lines.",
      "",
      "One object per line. All but business events have `profile`, the profile key. `id` makes a line count once however often it is published; without one it gets a new id. "
          + "`occurredAt` is an ISO-8601 instant or milliseconds; without one it is now.%n"
          + "An event has `type` and may have `properties`; an update has `attributes`, `consents` or `suppressions`; an entry request has `journey` and may have "
          + "`key` and `context`.%n"
          + "A report tells what became of a request elsewhere: it has `report` (delivered, bounced, opened, clicked, complained, unsubscribed, replied, or a final "
          + "status such as sent or failed), `requestId` and `channel`, and may have `code` (soft for a bounce that may pass), `detail` and `providerId`, `topic` "
          + "(unsubscribed from it alone) and `answer` (of a called system, with sent). It has no `id`: the same report, with the same `occurredAt`, counts once.%n"
          + "A business event names no profile: it has `business`, its type, and may have `properties`. Journeys with an entry by that type read their audiences.",
    },
    footer = {
      "",
      "Examples:",
      "  sojourn publish events.jsonl",
      "  echo '{\"profile\":\"c-1\",\"id\":\"u-1\",\"attributes\":{\"email\":\"ann@example.com\"},\"consents\":{\"email\":\"in\"}}' | sojourn publish",
      "  echo '{\"profile\":\"c-1\",\"id\":\"e-1\",\"type\":\"cart.updated\",\"properties\":{\"cartId\":\"k-1\",\"items\":2}}' | sojourn publish",
      "  echo '{\"profile\":\"c-1\",\"report\":\"bounced\",\"requestId\":\"5d41402a\",\"channel\":\"email\",\"code\":\"soft\"}' | sojourn publish",
      "  echo '{\"business\":\"product.back-in-stock\",\"id\":\"s-17\",\"properties\":{\"product\":\"kettle\",\"stock\":40}}' | sojourn publish",
      "",
      "Exit codes: 0 every line is on the log, 1 some lines are not (standard error says which), 3 broker or registry cannot be reached."
    })
final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The lines; - or nothing: standard input.")
  private String file;

  @Override
  public Integer call() throws IOException {
    Connection connection = connecting.connection();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    String name = file.equals("-") ? "stdin" : file;
    try (BufferedReader input = open();
        KafkaProducer<byte[], byte[]> producer = connection.producer()) {
      connection.admin().close();
      Publisher.Summary summary =
          new Publisher(
                  producer,
                  connection.topics(),
                  connection.schemas(),
                  new SignalLines(Instant::now, () -> UUID.randomUUID().toString()),
                  (line, message) -> {
                    err.println(name + ":" + line + ": " + message);
                    err.flush();
                  })
              .publish(input);
      if (output.json()) {
        out.println(
            JsonNodeFactory.instance
                .objectNode()
                .put("published", summary.published())
                .put("refused", summary.refused()));
      } else {
        out.println(
            summary.published()
                + " published"
                + (summary.refused() == 0 ? "" : ", " + summary.refused() + " refused"));
      }
      out.flush();
      return summary.refused() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }
  }

  private BufferedReader open() throws IOException {
    if (file.equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    try {
      return Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw CommandException.problem("there is no file " + file);
    }
  }
}
