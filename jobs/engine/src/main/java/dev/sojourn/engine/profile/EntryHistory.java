package dev.sojourn.engine.profile;

import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * When this person entered which journey, for re-entry (E7), and which refusals were already told
 * today (E9). Per journey the latest {@link #KEYS} keys, and the latest {@link #EVENTS} business
 * events that brought the person in (E5).
 */
public final class EntryHistory {
  static final int KEYS = 1_000;

  /** So few: what asks twice because of the same event is a crash, or a producer that repeats. */
  static final int EVENTS = 64;

  /** No journey has a name with a space. */
  private static final String BY_EVENTS = " by business events";

  private final List<Entry> entries = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** Every entry into a journey that caps them over time, oldest first (E8). */
  private final List<Capped> capped = new ArrayList<>();

  private record Entry(long journey, long key, long at) {}

  private record Refusal(long journeyAndReason, long day) {}

  private record Capped(long journey, long at) {}

  /**
   * Notes an entry under caps.
   *
   * @param longest the journey's longest window: what is older is forgotten, ms
   * @param most the highest number that a cap allows: no more than so many are remembered
   */
  public void enteredUnderCaps(String journey, long at, long longest, int most) {
    long hash = Hashes.hash48(journey);
    capped.removeIf(entry -> entry.journey == hash && entry.at <= at - longest);
    capped.add(new Capped(hash, at));
    long kept = capped.stream().filter(entry -> entry.journey == hash).count();
    for (int i = 0; kept > most && i < capped.size(); i++) {
      if (capped.get(i).journey == hash) {
        capped.remove(i--);
        kept--;
      }
    }
  }

  /** The times of entries under caps after a moment, oldest first. */
  public long[] entriesAfter(String journey, long after) {
    long hash = Hashes.hash48(journey);
    return capped.stream()
        .filter(entry -> entry.journey == hash && entry.at > after)
        .mapToLong(Capped::at)
        .toArray();
  }

  /**
   * The latest entry into a journey under a key; empty if there was none, or it is beyond what is
   * kept.
   */
  public OptionalLong lastEntry(String journey, String key) {
    long journeyHash = Hashes.hash48(journey);
    long keyHash = Hashes.hash48(key);
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.journey == journeyHash && entry.key == keyHash) {
        return OptionalLong.of(entry.at);
      }
    }
    return OptionalLong.empty();
  }

  /** Notes an entry in place of an earlier one under the same key. */
  public void entered(String journey, String key, long at) {
    note(journey, key, at, KEYS);
  }

  /**
   * Notes that a business event brought the person in (E5).
   *
   * @param event its name: an id is unique in its type only
   */
  public void enteredBy(String journey, String event, long at) {
    note(journey + BY_EVENTS, event, at, EVENTS);
  }

  /** Whether a business event, one of the latest, brought the person in before (E5). */
  public boolean hasEnteredBy(String journey, String event) {
    return lastEntry(journey + BY_EVENTS, event).isPresent();
  }

  private void note(String journey, String key, long at, int most) {
    long journeyHash = Hashes.hash48(journey);
    long keyHash = Hashes.hash48(key);
    entries.removeIf(entry -> entry.journey == journeyHash && entry.key == keyHash);
    entries.add(new Entry(journeyHash, keyHash, at));
    if (entries.stream().filter(entry -> entry.journey == journeyHash).count() > most) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).journey == journeyHash) {
          entries.remove(i);
          return;
        }
      }
    }
  }

  /**
   * Notes a refusal.
   *
   * @param now its day is that of UTC
   * @return whether it is the first of its journey and reason on this day
   */
  public boolean refused(String journey, String reason, long now) {
    long day = Math.floorDiv(now, 86_400_000L);
    long hash = Hashes.hash64(journey, reason) >>> 16;
    refusals.removeIf(refusal -> refusal.day != day);
    for (Refusal refusal : refusals) {
      if (refusal.journeyAndReason == hash) {
        return false;
      }
    }
    refusals.add(new Refusal(hash, day));
    return true;
  }

  void write(ByteWriter out, long base) {
    out.varint(entries.size());
    for (Entry entry : entries) {
      out.u48(entry.journey);
      out.u48(entry.key);
      out.zigzag(entry.at - base);
    }
    out.varint(refusals.size());
    for (Refusal refusal : refusals) {
      out.u48(refusal.journeyAndReason);
      out.varint(refusal.day);
    }
    out.varint(capped.size());
    for (Capped entry : capped) {
      out.u48(entry.journey);
      out.zigzag(entry.at - base);
    }
  }

  /**
   * @param format version of the form in which it was written
   */
  static EntryHistory read(ByteReader in, long base, int format) {
    EntryHistory history = new EntryHistory();
    int size = in.count();
    for (int i = 0; i < size; i++) {
      history.entries.add(new Entry(in.u48(), in.u48(), base + in.zigzag()));
    }
    size = in.count();
    for (int i = 0; i < size; i++) {
      history.refusals.add(new Refusal(in.u48(), in.varint()));
    }
    if (format > 1) {
      size = in.count();
      for (int i = 0; i < size; i++) {
        history.capped.add(new Capped(in.u48(), base + in.zigzag()));
      }
    }
    return history;
  }
}
