package dev.sojourn.cli.bulk;

import dev.sojourn.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The import of one file: what is known of it from before, and what has come of it.
 *
 * @param path the file
 * @param state where its state is kept
 * @param rejects where rows that are set aside go
 */
public record FileImport(
    Path path, Format format, char delimiter, Mapping mapping, Path state, Path rejects) {

  /** Where an import begins. */
  public enum Begin {
    /** At the beginning; rows that were imported before are the same updates. */
    ANEW,
    /** At the beginning; rows that were imported before are new updates. */
    AGAIN,
    /** Where it stopped. */
    RESUME
  }

  /**
   * What has come of it.
   *
   * @param imported of this run and those that it went on from; likewise the others
   * @param rows read in this run
   * @param finished false if too many rows were set aside
   */
  public record Result(
      FileImport file, long imported, long rejected, long rows, double seconds, boolean finished) {}

  /** Makes the sink of a file, with the time of its updates. */
  @FunctionalInterface
  public interface Sinks {
    ImportSink sink(Instant startedAt);
  }

  /**
   * Where it goes on.
   *
   * @throws CommandException if it is to go on and the file or the mapping is another one
   */
  ImportState begin(Begin begin, Instant now) {
    FileIdentity identity;
    try {
      identity = FileIdentity.of(path);
    } catch (IOException e) {
      throw unreadable("", e);
    }
    Optional<ImportState> before =
        begin == Begin.RESUME ? new StateFile(state).read() : Optional.empty();
    if (before.isEmpty()) {
      return ImportState.begin(
          identity,
          mapping.fingerprint(),
          Instant.ofEpochMilli(now.toEpochMilli()),
          begin == Begin.AGAIN ? UUID.randomUUID().toString() : "");
    }
    if (!before.get().file().equals(identity)) {
      throw CommandException.problem(
          path
              + " has changed since its import stopped after "
              + before.get().position().row()
              + " rows; import it from the beginning without --resume");
    }
    if (!before.get().mapping().equals(mapping.fingerprint())) {
      throw CommandException.problem(
          "the import of "
              + path
              + " was begun with another mapping; go on with that one, or import from the beginning without --resume");
    }
    return before.get();
  }

  /**
   * Imports the file.
   *
   * @throws CommandException if the file cannot be read, or not further
   */
  public Result run(
      Begin begin, Instant now, Sinks sinks, Import.Limits limits, Import.Progress progress) {
    ImportState from = begin(begin, now);
    long started = System.nanoTime();
    if (from.finished()) {
      return result(from, from, started, true);
    }
    StateFile file = new StateFile(state);
    try (RowSource source = open(from);
        RejectsFile aside = new RejectsFile(rejects, from.rejectsBytes())) {
      // Before the first row: an import that is killed at once goes on with the same updates.
      file.write(from);
      Import run =
          new Import(
              source,
              mapping,
              from,
              sinks.sink(from.startedAt()),
              file::write,
              Optional.of(aside),
              limits,
              progress);
      boolean finished = read(run) == Import.End.FINISHED;
      return result(from, run.state(), started, finished);
    } catch (IOException e) {
      throw CommandException.problem(
          "cannot write beside "
              + path
              + ": "
              + e
              + "; name other files with --state and --rejects");
    }
  }

  /**
   * Goes through the file and writes nothing, no state either.
   *
   * @throws CommandException if the file cannot be read
   */
  public Result tryOut(Instant now, RejectLimit limit, Import.Progress progress) {
    ImportState from = begin(Begin.ANEW, now);
    long started = System.nanoTime();
    try (RowSource source = open(from)) {
      Import run =
          new Import(
              source,
              mapping,
              from,
              new DrySink(),
              state -> {},
              Optional.empty(),
              new Import.Limits(Pace.UNLIMITED, limit),
              progress);
      boolean finished = read(run) == Import.End.FINISHED;
      return result(from, run.state(), started, finished);
    } catch (IOException e) {
      throw unreadable("", e);
    }
  }

  private RowSource open(ImportState from) {
    try {
      RowSource source = format.open(path, delimiter, from.position());
      Optional<String> problem = source.columns().flatMap(mapping::problem);
      if (problem.isPresent()) {
        source.close();
        throw CommandException.problem(path + ": " + problem.get());
      }
      return source;
    } catch (IOException e) {
      throw unreadable("", e);
    }
  }

  private Import.End read(Import run) throws IOException {
    try {
      return run.run();
    } catch (UnreadableFileException e) {
      throw unreadable(" after " + run.state().position().row() + " rows", e);
    }
  }

  private CommandException unreadable(String where, IOException e) {
    return CommandException.problem(
        Files.exists(path)
            ? path + " cannot be read" + where + ": " + e.getMessage()
            : "there is no file " + path);
  }

  private Result result(ImportState from, ImportState to, long started, boolean finished) {
    return new Result(
        this,
        to.imported(),
        to.rejected(),
        to.position().row() - from.position().row(),
        (System.nanoTime() - started) / 1e9,
        finished);
  }
}
