package dev.sojourn.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.cli.bulk.Format;
import dev.sojourn.cli.bulk.ProfileExport;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.status.FlinkRest;
import dev.sojourn.local.Endpoints;
import dev.sojourn.local.StoredProfiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn export}. */
@Command(
    name = "export",
    description = {
      "Write all profiles to a file: key, attributes, consents, suppressions, the audiences that each is a member of, when first seen.",
      "",
      "They are read from a savepoint that a running local instance makes for it, from the newest checkpoint of a stopped one, or from any checkpoint or savepoint of the "
          + "journeys job: exactly as of its moment, with what journeys have changed. Beside the file lies FILE.mapping.yaml, by which `sojourn import` reads it. "
          + "Guide: docs/import.md.",
    },
    footer = {
      "",
      "Examples:",
      "  sojourn export profiles.csv",
      "  sojourn export vips.jsonl.gz --audience vip --columns email,points",
      "  sojourn export profiles.avro --checkpoint /backup/savepoint-5d4140-2abc4b2a76b9",
      "  sojourn import profiles.csv --mapping profiles.csv.mapping.yaml",
      "",
      "Exit codes: 0 exported; 1 there is no checkpoint, it cannot be read, or the file not be written; 3 a running instance does not answer; 4 its journeys job cannot make a savepoint."
    })
final class ExportCommand implements Callable<Integer> {
  private static final long TOLD_EVERY = Duration.ofSeconds(2).toNanos();

  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "FILE", description = "The file; one that is there is replaced.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv, jsonl or avro (default: by the file's name).")
  private Format format;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:SOJOURN_DATA:-data}",
      description = "Data directory of a local instance (SOJOURN_DATA; default: data).")
  private Path data;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "A checkpoint or savepoint of the journeys job, in this machine's file system, instead of a local instance's.")
  private Path checkpoint;

  @Option(
      names = "--audience",
      paramLabel = "NAME",
      description = "Only the members of this audience.")
  private String audience;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      split = ",",
      description = "Only these attributes, with commas between them (default: all).")
  private List<String> columns;

  private long told = System.nanoTime();

  @Override
  public Integer call() {
    ProfileExport export =
        new ProfileExport(
            file.toAbsolutePath(),
            format(),
            Optional.ofNullable(audience),
            Optional.ofNullable(columns).map(LinkedHashSet::new));
    if (checkpoint != null) {
      export(export, whole(checkpoint));
    } else {
      Optional<Endpoints> running = Endpoints.find(data);
      if (running.isPresent()) {
        exportRunning(export, running.get());
      } else {
        export(export, newest());
      }
    }
    return ExitCode.OK;
  }

  /** A running job removes its checkpoints while they are read; a savepoint is ours. */
  private void exportRunning(ProfileExport export, Endpoints running) {
    Path directory = data.toAbsolutePath().resolve("export-" + ProcessHandle.current().pid());
    try {
      export(export, new FlinkRest(running.ui()).savepoint(StoredProfiles.job(), directory));
    } finally {
      remove(directory);
    }
  }

  private void export(ProfileExport export, Path from) {
    try {
      Instant at = Files.getLastModifiedTime(from.resolve("_metadata")).toInstant();
      long profiles = export.run(new StoredProfiles(from, 1), this::tell);
      tell(export, from, at, profiles);
    } catch (CommandException e) {
      throw e;
    } catch (Exception e) {
      throw CommandException.problem("cannot export " + from + " to " + file + ": " + rootCause(e));
    }
  }

  private static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> left = Files.walk(directory)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw CommandException.problem(
          "cannot remove " + directory + ": " + e + "; remove it by hand");
    }
  }

  private Format format() {
    return format != null
        ? format
        : Format.ofName(file)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "the name of "
                            + file
                            + " does not tell its format; say --format csv, jsonl or avro"));
  }

  private Path newest() {
    return StoredProfiles.newest(data)
        .orElseThrow(
            () ->
                CommandException.problem(
                    "there is no checkpoint under "
                        + data
                        + "; name the data directory of an instance that runs or has run with --data, or a checkpoint with --checkpoint"));
  }

  private static Path whole(Path directory) {
    if (!Files.isRegularFile(directory.resolve("_metadata"))) {
      throw CommandException.problem(
          directory + " is no checkpoint: there is no file _metadata in it");
    }
    return directory;
  }

  private static String rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException && cause.getMessage() != null
        ? cause.getMessage()
        : cause.toString();
  }

  private void tell(long profiles) {
    if (profiles % 1_000 == 0 && System.nanoTime() - told >= TOLD_EVERY) {
      told = System.nanoTime();
      PrintWriter err = spec.commandLine().getErr();
      err.println("exporting: " + profiles + " profiles");
      err.flush();
    }
  }

  private void tell(ProfileExport export, Path from, Instant at, long profiles) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        output.json()
            ? JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("mapping", export.mappingFile().toString())
                .put("profiles", profiles)
                .put("checkpoint", from.toString())
                .put("at", at.toString())
            : profiles + " profiles as of " + at + " exported to " + file);
    out.flush();
  }
}
