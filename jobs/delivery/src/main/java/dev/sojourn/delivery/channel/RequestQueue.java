package dev.sojourn.delivery.channel;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The tickets of a channel that wait, in memory. Each is in one of three places, and in the order
 * of expiry at all of them:
 *
 * <ul>
 *   <li><b>waiting</b> for its time, by that;
 *   <li><b>ready</b>, in the order in which the channel takes them (D3), see {@link ReadyLine};
 *       those added behind the others come after all of them, in turn;
 *   <li><b>parked</b>, because a definition that it names is not known, by how long it may be.
 * </ul>
 *
 * Every operation costs O(log n). A ticket takes some 400 bytes.
 */
final class RequestQueue {

  private static final Comparator<Entry> BY_ID = Comparator.comparing(entry -> entry.ticket.id());

  private final Map<String, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> waiting =
      new TreeSet<>(
          Comparator.comparingLong((Entry entry) -> entry.ticket.notBefore()).thenComparing(BY_ID));
  private final ReadyLine ready = new ReadyLine();

  /** Those that are ready and behind the others, by their places. */
  private final TreeSet<Entry> readyBehind =
      new TreeSet<>(Comparator.comparingLong(entry -> entry.behind));

  private final TreeSet<Entry> parked =
      new TreeSet<>(
          Comparator.comparingLong((Entry entry) -> entry.patientUntil).thenComparing(BY_ID));
  private final TreeSet<Entry> expiring =
      new TreeSet<>(
          Comparator.comparingLong((Entry entry) -> entry.ticket.expiresAt()).thenComparing(BY_ID));
  private long addedBehind;

  int size() {
    return entries.size();
  }

  /** How many could be attempted at once, as far as is known. */
  int ready() {
    return ready.size();
  }

  /**
   * Adds a ticket, whose id must be new.
   *
   * @param patientUntil until when it may be parked
   */
  void add(Ticket ticket, long patientUntil) {
    add(new Entry(ticket, patientUntil));
  }

  /** As {@link #add}; its turn comes when no other is ready. */
  void addBehind(Ticket ticket, long patientUntil) {
    Entry entry = new Entry(ticket, patientUntil);
    entry.behind = ++addedBehind;
    add(entry);
  }

  /** Gives those that are ready and behind the others their places again. */
  void restoreOrder() {
    while (!readyBehind.isEmpty()) {
      Entry entry = readyBehind.first();
      leave(entry);
      entry.behind = 0;
      enter(entry, Place.READY);
    }
  }

  private void add(Entry entry) {
    Ticket ticket = entry.ticket;
    if (entries.putIfAbsent(ticket.id(), entry) != null) {
      throw new IllegalStateException("queued twice: " + ticket.id());
    }
    enter(entry, Place.WAITING);
    expiring.add(entry);
  }

  /** Takes a ticket out, wherever it stands. Its journey keeps its turn. */
  Optional<Ticket> remove(String id) {
    Entry entry = entries.remove(id);
    if (entry == null) {
      return Optional.empty();
    }
    leave(entry);
    expiring.remove(entry);
    return Optional.of(entry.ticket);
  }

  /** Takes a ready ticket out for an attempt, which is its journey's turn. */
  Optional<Ticket> take(String id) {
    Entry entry = entries.get(id);
    if (entry == null || entry.place != Place.READY) {
      return remove(id);
    }
    entries.remove(id);
    ready.take(entry.ticket, entry.behind);
    readyBehind.remove(entry);
    expiring.remove(entry);
    return Optional.of(entry.ticket);
  }

  /** Takes out a ticket that has expired (D2). */
  Optional<Ticket> removeExpired(long now) {
    return expiring.isEmpty() || expiring.first().ticket.expiresAt() > now
        ? Optional.empty()
        : remove(expiring.first().ticket.id());
  }

  /** Takes out a ticket that was parked for too long. */
  Optional<Ticket> removeImpatient(long now) {
    return parked.isEmpty() || parked.first().patientUntil > now
        ? Optional.empty()
        : remove(parked.first().ticket.id());
  }

  /** The ticket whose turn it is; it stays where it is. */
  Optional<Ticket> head(long now) {
    while (!waiting.isEmpty() && waiting.first().ticket.notBefore() <= now) {
      move(waiting.first(), Place.READY);
    }
    return ready.first();
  }

  /** Sets a ready ticket aside until {@link #unpark}. */
  void park(String id) {
    move(entries.get(id), Place.PARKED);
  }

  /** Lets a ready ticket wait until a moment; gives it as it is from now on. */
  Ticket postpone(String id, long until) {
    long patientUntil = entries.get(id).patientUntil;
    Ticket later = remove(id).orElseThrow().postponed(until);
    add(later, patientUntil);
    return later;
  }

  /** Lets all that were set aside try again. */
  void unpark() {
    while (!parked.isEmpty()) {
      move(parked.first(), Place.READY);
    }
  }

  /** When something happens to a ticket by time alone; {@link Long#MAX_VALUE} if nothing will. */
  long nextChange() {
    long next = Long.MAX_VALUE;
    if (!waiting.isEmpty()) {
      next = waiting.first().ticket.notBefore();
    }
    if (!parked.isEmpty()) {
      next = Math.min(next, parked.first().patientUntil);
    }
    if (!expiring.isEmpty()) {
      next = Math.min(next, expiring.first().ticket.expiresAt());
    }
    return next;
  }

  private void move(Entry entry, Place place) {
    leave(entry);
    enter(entry, place);
  }

  private void enter(Entry entry, Place place) {
    entry.place = place;
    switch (place) {
      case WAITING -> waiting.add(entry);
      case PARKED -> parked.add(entry);
      case READY -> {
        ready.add(entry.ticket, entry.behind);
        if (entry.behind > 0) {
          readyBehind.add(entry);
        }
      }
    }
  }

  private void leave(Entry entry) {
    switch (entry.place) {
      case WAITING -> waiting.remove(entry);
      case PARKED -> parked.remove(entry);
      case READY -> {
        ready.remove(entry.ticket, entry.behind);
        readyBehind.remove(entry);
      }
    }
  }

  private enum Place {
    WAITING,
    READY,
    PARKED
  }

  private static final class Entry {
    private final Ticket ticket;
    private final long patientUntil;
    private Place place = Place.WAITING;

    /** 0, or its place among those behind the others. Changes only while it is not ready. */
    private long behind;

    Entry(Ticket ticket, long patientUntil) {
      this.ticket = ticket;
      this.patientUntil = patientUntil;
    }
  }
}
