package dev.sojourn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.definition.DefinitionsTopic;
import dev.sojourn.cli.definition.DocumentName;
import dev.sojourn.cli.definition.DocumentYaml;
import dev.sojourn.cli.definition.Published;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.output.Table;
import dev.sojourn.engine.definition.Kind;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn get}. */
@Command(
    name = "get",
    description = "Show which documents are published, or one of them.",
    footer = {
      "",
      "Examples:",
      "  sojourn get",
      "  sojourn get journey",
      "  sojourn get journey cart-recovery --version 2 > cart-recovery-2.yaml",
      "",
      "Exit codes: 0 done, 1 there is no such document, 3 broker or registry cannot be reached."
    })
final class GetCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "Journey, Audience, Channel, Template, ContactPolicy, Migration or Schema, in any case; default: all.")
  private String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of a document: it is shown as YAML, or as JSON with --json.")
  private String name;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Show this version instead of the live one.")
  private Integer version;

  @Override
  public Integer call() {
    Optional<Kind> wanted = Optional.ofNullable(kind).map(this::kindOf);
    Published published = new DefinitionsTopic(connecting.connection()).read();
    if (name == null) {
      list(published, wanted);
    } else {
      show(published, new DocumentName(wanted.orElseThrow(), name));
    }
    return ExitCode.OK;
  }

  private Kind kindOf(String text) {
    return Arrays.stream(Kind.values())
        .filter(candidate -> candidate.label().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no kind "
                        + text
                        + "; there are "
                        + Arrays.stream(Kind.values())
                            .map(Kind::label)
                            .collect(Collectors.joining(", "))));
  }

  private void list(Published published, Optional<Kind> wanted) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("KIND", "NAME", "VERSION", "STATE", "VERSIONS");
    for (DocumentName document : published.names()) {
      if (wanted.isPresent() && wanted.get() != document.kind()) {
        continue;
      }
      published.live(document).ifPresent(live -> row(published, document, live, table));
      published.trial(document).ifPresent(trial -> row(published, document, trial, table));
    }
    if (!output.json()) {
      table.print(out);
    }
    out.flush();
  }

  private void row(Published published, DocumentName document, Published.Live live, Table table) {
    PrintWriter out = spec.commandLine().getOut();
    List<Integer> versions = published.versions(document);
    if (output.json()) {
      ObjectNode json =
          JSON.createObjectNode()
              .put("kind", document.kind().label())
              .put("name", document.name())
              .put("version", live.version())
              .put("state", live.state().label());
      ArrayNode all = json.putArray("versions");
      versions.forEach(all::add);
      out.println(json);
    } else {
      table.row(
          document.kind().label(),
          document.name(),
          live.version(),
          live.state().label(),
          versions.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  private void show(Published published, DocumentName document) {
    int shown =
        version != null
            ? version
            : published
                .live(document)
                .or(() -> published.trial(document))
                .orElseThrow(() -> CommandException.problem("there is no " + document))
                .version();
    String text =
        published
            .version(document, shown)
            .orElseThrow(
                () ->
                    CommandException.problem(
                        "there is no version "
                            + shown
                            + " of "
                            + document
                            + "; there are "
                            + published.versions(document)));
    PrintWriter out = spec.commandLine().getOut();
    out.print(output.json() ? text + "\n" : DocumentYaml.of(read(text)));
    out.flush();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a published document is not JSON", e);
    }
  }
}
