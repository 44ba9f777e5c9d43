package dev.sojourn.journeys.directory;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts under way as they are stored: the format (1 byte), then 1 and a count: id, version, index,
 * moment, and by bucket one more than its size, 0 where it is not known; or 2 and notes: how many,
 * and of each index, bucket, moment and difference.
 */
final class CountFormat {
  private static final int FORMAT = 1;
  private static final int COUNT = 1;
  private static final int NOTES = 2;

  private CountFormat() {}

  static byte[] write(Count count) {
    ByteWriter out = new ByteWriter(2 * Buckets.COUNT);
    out.u8(FORMAT);
    out.u8(COUNT);
    out.text(count.id);
    out.varint(count.version);
    out.text(count.index);
    out.zigzag(count.moment);
    for (int size : count.sizes) {
      out.varint(size + 1L);
    }
    return out.toBytes();
  }

  static byte[] write(List<Counts.Note> notes) {
    ByteWriter out = new ByteWriter(64 * notes.size());
    out.u8(FORMAT);
    out.u8(NOTES);
    out.varint(notes.size());
    for (Counts.Note note : notes) {
      out.text(note.index());
      out.varint(note.bucket());
      out.zigzag(note.at());
      out.zigzag(note.difference());
    }
    return out.toBytes();
  }

  /**
   * @throws IllegalStateException if the bytes are not of a format that this build knows
   */
  static void read(byte[] stored, Consumer<Count> counts, Consumer<Counts.Note> notes) {
    ByteReader in = new ByteReader(stored);
    int format = in.u8();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "A count has format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    switch (in.u8()) {
      case COUNT -> counts.accept(count(in));
      case NOTES -> {
        for (int left = in.count(); left > 0; left--) {
          notes.accept(
              new Counts.Note(in.text(), in.int32(), in.zigzag(), Math.toIntExact(in.zigzag())));
        }
      }
      default ->
          throw new IllegalStateException("stored bytes are broken: neither count nor notes");
    }
  }

  private static Count count(ByteReader in) {
    String id = in.text();
    int version = in.int32();
    String index = in.text();
    long moment = in.zigzag();
    int[] sizes = new int[Buckets.COUNT];
    for (int bucket = 0; bucket < sizes.length; bucket++) {
      sizes[bucket] = in.int32() - 1;
    }
    return new Count(id, version, index, moment, sizes);
  }
}
