package dev.sojourn.cli.bulk;

import dev.sojourn.local.StoredProfile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** Writes profiles in one format, so that they can be imported again. */
interface ExportWriter extends Closeable {
  /** The column of the profile key. */
  String KEY = "key";

  /** Names of audiences. */
  String AUDIENCES = "audiences";

  /** When the person was first seen. */
  String FIRST_SEEN = "firstSeen";

  void write(StoredProfile profile) throws IOException;

  /** Writes what can be written only when all profiles are known. */
  void finish() throws IOException;

  /** A mapping document by which `sojourn import` reads the file; after {@link #finish}. */
  Map<String, Object> mapping();
}
