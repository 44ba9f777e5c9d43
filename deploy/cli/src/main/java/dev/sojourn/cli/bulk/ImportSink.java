package dev.sojourn.cli.bulk;

import dev.sojourn.avro.ProfileUpdate;

/** Where the updates of an import go. */
public interface ImportSink {
  /**
   * Takes an update, not yet for good.
   *
   * @throws RowException if no update can be as large
   */
  void send(String profile, ProfileUpdate update) throws RowException;

  /** Takes a row that was set aside, not yet for good. */
  void reject(Reject reject);

  /**
   * Returns when everything before is kept for good.
   *
   * @throws RuntimeException if something is not
   */
  void flush();
}
