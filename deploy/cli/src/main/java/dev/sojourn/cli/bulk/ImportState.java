package dev.sojourn.cli.bulk;

import java.time.Instant;

/**
 * How far an import of one file has come: everything before {@code position} is acknowledged by the
 * broker or set aside.
 *
 * @param file what is imported
 * @param mapping {@link Mapping#fingerprint} of how
 * @param startedAt when it was begun: the {@code occurredAt} of all its updates, so that one that
 *     is made again is the same
 * @param salt part of the ids of its updates; empty unless the same rows are to count again
 * @param rejectsBytes how long the file of rejects is
 * @param finished whether the end of the file was reached
 */
record ImportState(
    FileIdentity file,
    String mapping,
    Instant startedAt,
    String salt,
    RowSource.Position position,
    long imported,
    long rejected,
    long rejectsBytes,
    boolean finished) {

  static ImportState begin(FileIdentity file, String mapping, Instant startedAt, String salt) {
    return new ImportState(
        file, mapping, startedAt, salt, RowSource.Position.START, 0, 0, 0, false);
  }

  ImportState reached(
      RowSource.Position at, long importedNow, long rejectedNow, long rejectsNow, boolean end) {
    return new ImportState(
        file, mapping, startedAt, salt, at, importedNow, rejectedNow, rejectsNow, end);
  }
}
