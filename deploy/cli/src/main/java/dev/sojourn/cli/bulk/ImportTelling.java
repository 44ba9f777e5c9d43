package dev.sojourn.cli.bulk;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tells on standard error how far an import has come, and the first rows that were set aside: on a
 * terminal in one line that changes, elsewhere in a line from time to time.
 */
public final class ImportTelling implements Import.Progress {
  private static final int MOST_REJECTS = 10;
  private static final int LOOK_EVERY = 256;
  private static final long ON_TERMINAL = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long ELSEWHERE = TimeUnit.SECONDS.toNanos(10);

  private final PrintWriter err;
  private final Path file;
  private final long size;
  private final boolean terminal;
  private final long started = System.nanoTime();

  private long told = started;
  private long looked;
  private long firstRows = -1;
  private long firstBytes;
  private long rejects;
  private boolean lineOpen;

  /**
   * @param size of the file, bytes
   */
  public ImportTelling(PrintWriter err, Path file, long size) {
    this.err = err;
    this.file = file;
    this.size = size;
    // The launcher knows whether there is a terminal.
    this.terminal = Boolean.getBoolean("sojourn.terminal");
  }

  @Override
  public void at(long rows, long bytesRead) {
    if (firstRows < 0) {
      firstRows = rows - 1;
      firstBytes = bytesRead;
    }
    if (++looked % LOOK_EVERY != 0) {
      return;
    }
    long now = System.nanoTime();
    if (now - told >= (terminal ? ON_TERMINAL : ELSEWHERE)) {
      told = now;
      tell(line(rows, bytesRead, now));
    }
  }

  private String line(long rows, long bytesRead, long now) {
    double seconds = Math.max(1e-3, (now - started) / 1e9);
    double bytesPerSecond = (bytesRead - firstBytes) / seconds;
    long left = bytesPerSecond < 1 ? -1 : (long) ((size - bytesRead) / bytesPerSecond);
    return String.format(
        Locale.ROOT,
        "%s: %,d rows, %d %%, %,.0f rows/s%s%s",
        file.getFileName(),
        rows,
        100 * bytesRead / Math.max(1, size),
        (rows - firstRows) / seconds,
        left < 0 ? "" : ", " + words(Duration.ofSeconds(left)) + " left",
        rejects == 0 ? "" : String.format(Locale.ROOT, ", %,d rejected", rejects));
  }

  private static String words(Duration left) {
    if (left.toHours() > 0) {
      return left.toHours() + " h " + left.toMinutesPart() + " min";
    }
    return left.toMinutes() > 0
        ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
        : left.toSeconds() + " s";
  }

  private void tell(String line) {
    if (terminal) {
      err.print("\r" + line + "\u001b[K");
      lineOpen = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  @Override
  public void rejected(Reject reject) {
    if (++rejects <= MOST_REJECTS) {
      close();
      err.println(
          file
              + ":"
              + reject.line()
              + ": "
              + printable(reject.reason())
              + " ["
              + reject.code().code()
              + "]");
      if (rejects == MOST_REJECTS) {
        err.println("further rows that are rejected stand in the file of rejects only");
      }
      err.flush();
    }
  }

  /** What comes out of a file can do no more to a terminal than be seen. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Ends the line that changes. */
  public void close() {
    if (lineOpen) {
      err.println();
      lineOpen = false;
    }
  }
}
