package dev.sojourn.journeys.directory;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.journeys.definition.LoggedEvent;
import dev.sojourn.journeys.definition.LoggedEventFormat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The business events whose moment is still to come, and the names of the latest ones that have
 * come: an event that is logged again does nothing (E5). All subtasks have the same. Not
 * thread-safe.
 *
 * <p>Stored: the format (1 byte); how many names, and each, the oldest first; how many events are
 * to come, and each ({@link LoggedEventFormat}).
 */
final class Happenings {
  /** Of how many events it is remembered that they have come. */
  static final int MOST_KNOWN = 1_000;

  private static final int FORMAT = 1;

  private final TreeMap<Long, List<LoggedEvent>> pending = new TreeMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  /** What subtasks have stored. */
  static Happenings restore(Iterable<byte[]> stored) {
    Happenings happenings = new Happenings();
    for (byte[] part : stored) {
      happenings.read(part);
    }
    return happenings;
  }

  byte[] stored() {
    ByteWriter out = new ByteWriter(1_024);
    out.u8(FORMAT);
    out.varint(known.size());
    known.forEach(out::text);
    out.varint(pending.values().stream().mapToInt(List::size).sum());
    pending.values().forEach(all -> all.forEach(one -> out.blob(LoggedEventFormat.write(one))));
    return out.toBytes();
  }

  private void read(byte[] stored) {
    ByteReader in = new ByteReader(stored);
    int format = in.u8();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "Business events have format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    for (int left = in.count(); left > 0; left--) {
      known.add(in.text());
    }
    for (int left = in.count(); left > 0; left--) {
      put(LoggedEventFormat.read(in.blob()));
    }
  }

  /** Takes in an event, unless it is known. */
  void add(LoggedEvent logged) {
    if (!known.add(logged.event().name())) {
      return;
    }
    if (known.size() > MOST_KNOWN) {
      Iterator<String> oldest = known.iterator();
      oldest.next();
      oldest.remove();
    }
    put(logged);
  }

  private void put(LoggedEvent logged) {
    pending.computeIfAbsent(logged.event().moment(), moment -> new ArrayList<>(1)).add(logged);
  }

  /** When the next one is due, ms since the epoch; {@link Long#MAX_VALUE} if none is. */
  long next() {
    return pending.isEmpty() ? Long.MAX_VALUE : pending.firstKey();
  }

  /** Those that are due at a moment or before, in the order in which they were logged. */
  List<LoggedEvent> take(long moment) {
    List<LoggedEvent> due = new ArrayList<>();
    while (next() <= moment) {
      due.addAll(pending.pollFirstEntry().getValue());
    }
    return due;
  }
}
