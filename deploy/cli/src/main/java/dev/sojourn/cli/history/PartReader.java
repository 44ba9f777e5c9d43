package dev.sojourn.cli.history;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.journeys.signal.SignalDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import dev.sojourn.simulator.history.PersonHistory;
import dev.sojourn.simulator.history.Recorded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gives the people of one part after the other. One for each thread; the histories that it gives
 * belong to that thread.
 */
public final class PartReader {
  private static final Peek.Kind[] KINDS = Peek.Kind.values();
  private static final Comparator<Entry> IN_TIME = Comparator.comparingLong(Entry::logTime);

  private final Spill spill;
  private final SignalDecoder decoder;
  private final Set<String> emitted;
  private long unreadable;

  /**
   * @param emitted the types of events that journeys emit
   */
  public PartReader(Spill spill, SchemaRegistry schemas, Set<String> emitted) {
    this.spill = spill;
    this.decoder = new SignalDecoder(schemas);
    this.emitted = emitted;
  }

  /** How many parts there are. */
  public static int parts() {
    return Spill.PARTS;
  }

  /** How many signals could not be read so far, in all readings. */
  public long unreadable() {
    return unreadable;
  }

  /** Shows everybody in a part. */
  public void each(int part, Consumer<PersonHistory> people) {
    ByteBuffer bytes = spill.part(part);
    Map<String, List<Entry>> entries = new TreeMap<>();
    for (int at = 0; at < bytes.limit(); at += 4 + bytes.getInt(at)) {
      Entry entry = new Entry(bytes, at);
      entries.computeIfAbsent(entry.profile(), key -> new ArrayList<>()).add(entry);
    }
    entries.forEach((profile, signals) -> people.accept(person(profile, signals)));
  }

  private PersonHistory person(String profile, List<Entry> signals) {
    // Stable: of one moment, in the order of the log.
    signals.sort(IN_TIME);
    Map<String, Long> outcomes = new HashMap<>();
    Set<String> events = new HashSet<>();
    for (Entry entry : signals) {
      if (entry.kind() == Peek.Kind.REPORT) {
        if (entry.read(SlotLayout.EMPTY).orElse(null) instanceof DeliveryReport report
            && report.status().isFinal()) {
          outcomes.merge(report.requestId(), entry.logTime(), Math::max);
        }
      } else if (entry.kind() == Peek.Kind.EVENT && !emitted.isEmpty()) {
        entry.emittedId().ifPresent(events::add);
      }
    }
    return new PersonHistory(profile, signals, outcomes, events);
  }

  /** A signal in the part's bytes. */
  private final class Entry implements Recorded {
    private final ByteBuffer bytes;
    private final int at;
    private boolean told;

    Entry(ByteBuffer bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    @Override
    public long logTime() {
      return bytes.getLong(at + Spill.TIME_AT);
    }

    Peek.Kind kind() {
      return KINDS[bytes.get(at + Spill.KIND_AT)];
    }

    private int keyLength() {
      return bytes.getShort(at + Spill.KEY_AT);
    }

    String profile() {
      byte[] key = new byte[keyLength()];
      bytes.get(at + Spill.KEY_AT + 2, key);
      return new String(key, StandardCharsets.UTF_8);
    }

    private byte[] value() {
      int begin = Spill.KEY_AT + 2 + keyLength();
      byte[] value = new byte[4 + bytes.getInt(at) - begin];
      bytes.get(at + begin, value);
      return value;
    }

    @Override
    public Optional<Signal> signal(DefinitionSet definitions) {
      if (kind() != Peek.Kind.EVENT) {
        return read(SlotLayout.EMPTY);
      }
      byte[] value = value();
      return definitions
          .interest(decoder.peek(value).type())
          .flatMap(interest -> read(value, interest.layout()));
    }

    private Optional<Signal> read(SlotLayout layout) {
      return read(value(), layout);
    }

    private Optional<Signal> read(byte[] value, SlotLayout layout) {
      try {
        return Optional.of(decoder.decode(value, layout));
      } catch (UnreadableRecordException e) {
        unreadable += told ? 0 : 1;
        told = true;
        return Optional.empty();
      }
    }

    /** The id of an event that a journey has emitted. */
    private Optional<String> emittedId() {
      byte[] value = value();
      return emitted.contains(decoder.peek(value).type())
              && read(value, SlotLayout.EMPTY).orElse(null) instanceof CustomerEvent event
              && event.hops() > 0
          ? Optional.of(event.id())
          : Optional.empty();
    }
  }
}
