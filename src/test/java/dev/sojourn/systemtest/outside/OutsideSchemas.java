package dev.sojourn.systemtest.outside;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/** The schemas as an outside team has copied them, by their records' names. */
public final class OutsideSchemas {
  private OutsideSchemas() {}

  /** For example {@code CustomerEvent}. */
  public static Schema of(String record) {
    return new Schema.Parser().parse(text(record));
  }

  /** The schema as it stands in its file. */
  public static String text(String record) {
    String file = "/outside/" + record + ".avsc";
    try (InputStream in = OutsideSchemas.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
