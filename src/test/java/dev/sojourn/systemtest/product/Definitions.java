package dev.sojourn.systemtest.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Puts definitions from the tests' resources where the product reads them. */
public final class Definitions {
  private Definitions() {}

  /**
   * Writes a file of definitions into a directory.
   *
   * @param name of the file below {@code definitions}
   * @param values what stands for each {@code @NAME@}
   * @return the directory
   */
  public static Path write(Path directory, String name, Map<String, ?> values) {
    try (InputStream in = Definitions.class.getResourceAsStream("/definitions/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("there are no definitions " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, ?> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue().toString());
      }
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), text);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
