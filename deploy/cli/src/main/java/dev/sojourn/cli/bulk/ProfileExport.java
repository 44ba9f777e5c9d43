package dev.sojourn.cli.bulk;

import dev.sojourn.cli.CommandException;
import dev.sojourn.local.StoredProfile;
import dev.sojourn.local.StoredProfiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/**
 * Writes the profiles of a checkpoint to a file, and beside it the mapping by which they can be
 * imported. Both appear when they are whole.
 *
 * @param audience only its members; empty for everybody
 * @param columns only these attributes; empty for all
 */
public record ProfileExport(
    Path file, Format format, Optional<String> audience, Optional<Set<String>> columns) {

  /** Where the mapping goes. */
  public Path mappingFile() {
    return file.resolveSibling(file.getFileName() + ".mapping.yaml");
  }

  /**
   * Writes the file.
   *
   * @param told how many profiles there are so far, now and then
   * @return how many there are
   * @throws CommandException if the audience is not known
   * @throws Exception if the checkpoint cannot be read or the file not be written
   */
  public long run(StoredProfiles profiles, LongConsumer told) throws Exception {
    Map<Long, String> audiences = profiles.audiences();
    if (audience.isPresent() && !audiences.containsValue(audience.get())) {
      throw CommandException.problem(
          "there is no audience "
              + audience.get()
              + "; there are "
              + String.join(", ", new TreeMap<>(audiences).values()));
    }
    Path unfinished =
        file.resolveSibling(file.getFileName() + ".unfinished-" + ProcessHandle.current().pid());
    long[] written = {0};
    try {
      try (ExportWriter writer = writer(unfinished)) {
        profiles.read(
            audiences,
            profile -> {
              if (audience.isEmpty() || profile.audiences().contains(audience.get())) {
                write(writer, profile);
                told.accept(++written[0]);
              }
            });
        writer.finish();
        Files.writeString(
            mappingFile(), new Dump(DumpSettings.builder().build()).dumpToString(writer.mapping()));
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      return written[0];
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private ExportWriter writer(Path path) throws IOException {
    OutputStream raw = Files.newOutputStream(path);
    OutputStream out =
        new BufferedOutputStream(InputFile.isCompressed(file) ? new GZIPOutputStream(raw) : raw);
    return switch (format) {
      case CSV -> new CsvExport(out);
      case JSONL -> new JsonExport(out);
      case AVRO -> new AvroExport(out);
    };
  }

  private void write(ExportWriter writer, StoredProfile profile) {
    try {
      writer.write(columns.isEmpty() ? profile : only(profile, columns.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoredProfile only(StoredProfile profile, Set<String> wanted) {
    Map<String, Object> attributes = new HashMap<>(profile.attributes());
    attributes.keySet().retainAll(wanted);
    return new StoredProfile(
        profile.key(),
        profile.firstSeen(),
        new TreeMap<>(attributes),
        profile.consents(),
        profile.suppressed(),
        profile.audiences());
  }
}
