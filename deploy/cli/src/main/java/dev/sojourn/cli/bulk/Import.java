package dev.sojourn.cli.bulk;

import dev.sojourn.avro.ProfileUpdate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes the rows of one file to a sink, from where its state says on.
 *
 * <p>After a batch of rows, or a second, what was sent is acknowledged, then the rejects are on the
 * disk, then the state says so: in this order, so that a kill in between repeats rows and loses
 * none. A repeated row is the same update under the same id.
 */
public final class Import {
  private static final long BATCH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RowSource source;
  private final Mapping mapping;
  private final ImportSink sink;
  private final Notebook notebook;
  private final Optional<RejectsFile> rejects;
  private final Pace pace;
  private final Limits limits;
  private final Progress progress;

  private ImportState state;
  private long imported;
  private long rejected;
  private long sinceNoted;
  private long notedAt = System.nanoTime();

  /**
   * How fast it goes, and how far.
   *
   * @param perSecond rows a second; {@link Pace#UNLIMITED} for as many as there are
   * @param batch rows after which it is noted how far it has come
   */
  public record Limits(long perSecond, RejectLimit rejects, int batch) {
    static final int BATCH = 20_000;

    public Limits(long perSecond, RejectLimit rejects) {
      this(perSecond, rejects, BATCH);
    }
  }

  /** Keeps states. */
  @FunctionalInterface
  interface Notebook {
    void note(ImportState state) throws IOException;
  }

  /** Told of each row. */
  public interface Progress {
    /**
     * @param rows so far, of this run and those that it goes on from
     * @param bytesRead of the file
     */
    void at(long rows, long bytesRead);

    /** A row was set aside. */
    void rejected(Reject reject);
  }

  /** How it ended. */
  enum End {
    /** At the end of the file. */
    FINISHED,
    /** Too many rows were set aside. */
    TOO_MANY_REJECTS
  }

  /**
   * @param rejects empty if they are only counted
   */
  Import(
      RowSource source,
      Mapping mapping,
      ImportState state,
      ImportSink sink,
      Notebook notebook,
      Optional<RejectsFile> rejects,
      Limits limits,
      Progress progress) {
    this.source = source;
    this.mapping = mapping;
    this.state = state;
    this.sink = sink;
    this.notebook = notebook;
    this.rejects = rejects;
    this.pace = Pace.of(limits.perSecond());
    this.limits = limits;
    this.progress = progress;
    this.imported = state.imported();
    this.rejected = state.rejected();
  }

  /**
   * Returns at the end, or when too many rows are set aside.
   *
   * @throws UnreadableFileException if the file cannot be read further; what came before is noted
   * @throws IOException if rejects or the state cannot be written
   * @throws RuntimeException if the sink does not keep what it is given
   */
  End run() throws IOException {
    while (true) {
      Optional<Row> row;
      try {
        row = source.next();
      } catch (IOException e) {
        note(false);
        throw new UnreadableFileException(e);
      }
      if (row.isEmpty()) {
        note(true);
        return End.FINISHED;
      }
      pace.take();
      take(row.get());
      if (limits.rejects().isExceeded(rejected, imported + rejected)) {
        note(false);
        return End.TOO_MANY_REJECTS;
      }
      progress.at(imported + rejected, source.bytesRead());
      if (++sinceNoted >= limits.batch() || System.nanoTime() - notedAt >= BATCH_NANOS) {
        note(false);
      }
    }
  }

  private void take(Row row) throws IOException {
    if (row instanceof Row.Unreadable unreadable) {
      reject(row, unreadable.code(), unreadable.reason());
    } else if (row instanceof Row.Read read) {
      try {
        String profile = mapping.profile(read);
        ProfileUpdate update = mapping.update(read, id(read), state.startedAt());
        sink.send(profile, update);
        imported++;
      } catch (RowException e) {
        reject(row, e.code(), e.getMessage());
      }
    }
  }

  /** The same for the same row of the same file under the same mapping, and for nothing else. */
  private String id(Row.Read row) {
    return "import-"
        + FileIdentity.sha256(
            (state.file().hash() + state.mapping() + state.salt() + ":" + source.position().row())
                .getBytes(StandardCharsets.UTF_8),
            row.bytes());
  }

  private void reject(Row row, RowCode code, String reason) throws IOException {
    Reject reject = new Reject(source.position().row(), row.line(), row.bytes(), code, reason);
    rejected++;
    sink.reject(reject);
    if (rejects.isPresent()) {
      rejects.get().write(reject);
    }
    progress.rejected(reject);
  }

  private void note(boolean end) throws IOException {
    sink.flush();
    long rejectsBytes = 0;
    if (rejects.isPresent()) {
      rejects.get().sync();
      rejectsBytes = rejects.get().length();
    }
    state = state.reached(source.position(), imported, rejected, rejectsBytes, end);
    notebook.note(state);
    sinceNoted = 0;
    notedAt = System.nanoTime();
  }

  /** As it was noted last. */
  ImportState state() {
    return state;
  }
}
