package dev.sojourn.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.avro.CountRequest;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.definition.DefinitionsTopic;
import dev.sojourn.cli.definition.DocumentName;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.output.Table;
import dev.sojourn.cli.runs.CountTally;
import dev.sojourn.cli.runs.RunsTopic;
import dev.sojourn.engine.definition.Kind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn count}. */
@Command(
    name = "count",
    description = {
      "Count the members of an audience, the stays in a journey, or everybody.",
      "",
      "The number is exact as of the moment that is told, a second after the question."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn count audience big-spenders",
      "  sojourn count journey cart-recovery --version 2",
      "  sojourn count profiles --json | jq .count",
      "",
      "Exit codes: 0 done, 1 there is no such audience or journey, 3 broker or registry cannot be reached, 4 the job does not answer."
    })
final class CountCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of one question. */
  private static final int MOST_VERSIONS = 100;

  /** What can be counted; as it is said on the command line. */
  enum What {
    PROFILES,
    AUDIENCE,
    JOURNEY
  }

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Parameters(index = "0", paramLabel = "WHAT", description = "profiles, audience or journey.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Of the audience or journey.")
  private String name;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Only the stays in this version of the journey; default: in each.")
  private Integer version;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "PT2M",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Override
  public Integer call() {
    check();
    Connection connection = connecting.connection();
    List<Integer> versions = versions(connection);
    CountTally tally =
        new RunsTopic(connection)
            .count(
                CountRequest.newBuilder()
                    .setId(UUID.randomUUID().toString())
                    .setKind(
                        what == What.PROFILES ? "people" : what.name().toLowerCase(Locale.ROOT))
                    .setName(name == null ? "" : name)
                    .setVersions(versions)
                    .build(),
                timeout,
                progress());
    if (output.json()) {
      spec.commandLine().getOut().println(json(tally));
    } else {
      print(tally);
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private void check() {
    if ((what == What.PROFILES) != (name == null)) {
      throw new ParameterException(
          spec.commandLine(),
          what == What.PROFILES ? "profiles have no name" : "say the name of the " + word());
    }
    if (version != null && what != What.JOURNEY) {
      throw new ParameterException(spec.commandLine(), "only journeys are counted by version");
    }
  }

  private String word() {
    return what.name().toLowerCase(Locale.ROOT);
  }

  /** Which versions to ask for; none of anything but a journey. */
  private List<Integer> versions(Connection connection) {
    if (what == What.PROFILES) {
      return List.of();
    }
    DocumentName document =
        new DocumentName(what == What.JOURNEY ? Kind.JOURNEY : Kind.AUDIENCE, name);
    List<Integer> known = new DefinitionsTopic(connection).read().versions(document);
    if (known.isEmpty() || (version != null && !known.contains(version))) {
      throw CommandException.problem(
          known.isEmpty()
              ? "there is no " + document
              : "there is no version " + version + " of " + document + "; there are " + known);
    }
    if (what == What.AUDIENCE) {
      return List.of();
    }
    if (version == null && known.size() > MOST_VERSIONS) {
      throw CommandException.problem(
          document + " has " + known.size() + " versions; name one with --version");
    }
    return version == null ? known : List.of(version);
  }

  /** Of a long count, a word every two seconds on standard error. */
  private DoubleConsumer progress() {
    long[] told = {System.nanoTime()};
    return known -> {
      if (System.nanoTime() - told[0] >= Duration.ofSeconds(2).toNanos()) {
        told[0] = System.nanoTime();
        spec.commandLine().getErr().println("counting: " + Math.round(100 * known) + " %");
        spec.commandLine().getErr().flush();
      }
    };
  }

  private static long sum(CountTally tally) {
    return tally.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  private void print(CountTally tally) {
    PrintWriter out = spec.commandLine().getOut();
    if (what == What.JOURNEY) {
      Table table = new Table("VERSION", "INSIDE");
      tally.counts().forEach(table::row);
      table.print(out);
      out.println();
    }
    String counted =
        switch (what) {
          case PROFILES -> "profiles";
          case AUDIENCE -> "members of audience " + name;
          case JOURNEY -> "stays in journey " + name;
        };
    out.println(sum(tally) + " " + counted + " at " + tally.moment().orElseThrow());
  }

  private ObjectNode json(CountTally tally) {
    ObjectNode json = JSON.createObjectNode().put("what", word());
    if (name != null) {
      json.put("name", name);
    }
    json.put("count", sum(tally)).put("moment", tally.moment().orElseThrow().toString());
    if (what == What.JOURNEY) {
      ObjectNode versions = json.putObject("versions");
      tally.counts().forEach((of, count) -> versions.put(Integer.toString(of), count));
    }
    return json;
  }
}
