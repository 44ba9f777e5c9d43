package dev.sojourn.journeys.directory;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Counts under way as they are stored: the format (1 byte), then 1 and a count: id, version, index,
 * moment, and by bucket one more than its size, 0 where it is not known; or 2 and notes: how many,
 * and of each index, bucket, moment, difference and, from format 2 on, step. From format 2 on,
 * after a count, 1 if it is by steps and else 0; if it is, the steps, and by bucket how many of
 * them there are, each with its place among them and its size.
 */
final class CountFormat {
  private static final int FORMAT = 2;
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
    out.u8(count.isBySteps() ? 1 : 0);
    if (count.isBySteps()) {
      writeSteps(count, out);
    }
    return out.toBytes();
  }

  private static void writeSteps(Count count, ByteWriter out) {
    Map<String, Integer> places = new LinkedHashMap<>();
    count.steps.forEach(
        atSteps ->
            new TreeSet<>(atSteps.keySet())
                .forEach(step -> places.putIfAbsent(step, places.size())));
    out.varint(places.size());
    places.keySet().forEach(out::text);
    for (Map<String, Integer> atSteps : count.steps) {
      out.varint(atSteps.size());
      new TreeMap<>(atSteps)
          .forEach(
              (step, stays) -> {
                out.varint(places.get(step));
                out.zigzag(stays);
              });
    }
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
      out.text(note.step());
    }
    return out.toBytes();
  }

  /**
   * @throws IllegalStateException if the bytes are not of a format that this build knows
   */
  static void read(byte[] stored, Consumer<Count> counts, Consumer<Counts.Note> notes) {
    ByteReader in = new ByteReader(stored);
    int format = in.u8();
    if (format < 1 || format > FORMAT) {
      throw new IllegalStateException(
          "A count has format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    switch (in.u8()) {
      case COUNT -> counts.accept(count(in, format));
      case NOTES -> {
        for (int left = in.count(); left > 0; left--) {
          notes.accept(
              new Counts.Note(
                  in.text(),
                  in.int32(),
                  in.zigzag(),
                  Math.toIntExact(in.zigzag()),
                  format == 1 ? "" : in.text()));
        }
      }
      default ->
          throw new IllegalStateException("stored bytes are broken: neither count nor notes");
    }
  }

  private static Count count(ByteReader in, int format) {
    String id = in.text();
    int version = in.int32();
    String index = in.text();
    long moment = in.zigzag();
    int[] sizes = new int[Buckets.COUNT];
    for (int bucket = 0; bucket < sizes.length; bucket++) {
      sizes[bucket] = in.int32() - 1;
    }
    boolean bySteps = format > 1 && in.u8() == 1;
    return new Count(id, version, index, moment, sizes, bySteps ? steps(in) : null);
  }

  private static List<Map<String, Integer>> steps(ByteReader in) {
    List<String> names = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      names.add(in.text());
    }
    List<Map<String, Integer>> steps = Count.noSteps();
    for (int bucket = 0; bucket < steps.size(); bucket++) {
      int size = in.count();
      Map<String, Integer> atSteps = new HashMap<>();
      for (int i = 0; i < size; i++) {
        atSteps.put(names.get(in.int32()), Math.toIntExact(in.zigzag()));
      }
      steps.set(bucket, Map.copyOf(atSteps));
    }
    return steps;
  }
}
