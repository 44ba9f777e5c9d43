package dev.sojourn.delivery.channel;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tickets of a channel that wait, in memory. Each is in one of three places, and in the order
 * of expiry at all of them:
 *
 * <ul>
 *   <li><b>waiting</b> for its time, by that;
 *   <li><b>ready</b>, in the order in which the channel takes them (D3): transactional first, then
 *       priority, then age; those added behind the others come after all of them, in turn;
 *   <li><b>parked</b>, because a definition that it names is not known, by how long it may be.
 * </ul>
 *
 * Every operation costs O(log n). A ticket takes some 300 bytes.
 */
final class RequestQueue {

  private static final Comparator<Entry> BY_ID = Comparator.comparing(entry -> entry.ticket.id());
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong((Entry entry) -> entry.behind)
          .thenComparing(entry -> !entry.ticket.transactional())
          .thenComparing(entry -> entry.ticket.priority(), Comparator.reverseOrder())
          .thenComparingLong(entry -> entry.ticket.dueAt())
          .thenComparing(BY_ID);

  private final Map<String, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> waiting =
      new TreeSet<>(
          Comparator.comparingLong((Entry entry) -> entry.ticket.notBefore()).thenComparing(BY_ID));
  private final TreeSet<Entry> ready = new TreeSet<>(ORDER);
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
    add(new Entry(ticket, patientUntil, waiting));
  }

  /** As {@link #add}; its turn comes when no other is ready. */
  void addBehind(Ticket ticket, long patientUntil) {
    Entry entry = new Entry(ticket, patientUntil, waiting);
    entry.behind = ++addedBehind;
    add(entry);
  }

  /** Gives those that are ready and behind the others their places again. */
  void restoreOrder() {
    while (!ready.isEmpty() && ready.last().behind > 0) {
      Entry entry = ready.pollLast();
      entry.behind = 0;
      ready.add(entry);
    }
  }

  private void add(Entry entry) {
    Ticket ticket = entry.ticket;
    if (entries.putIfAbsent(ticket.id(), entry) != null) {
      throw new IllegalStateException("queued twice: " + ticket.id());
    }
    waiting.add(entry);
    expiring.add(entry);
  }

  /** Takes a ticket out, wherever it stands. */
  Optional<Ticket> remove(String id) {
    Entry entry = entries.remove(id);
    if (entry == null) {
      return Optional.empty();
    }
    entry.place.remove(entry);
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
      move(waiting.first(), ready);
    }
    return ready.isEmpty() ? Optional.empty() : Optional.of(ready.first().ticket);
  }

  /** Sets a ready ticket aside until {@link #unpark}. */
  void park(String id) {
    move(entries.get(id), parked);
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
      move(parked.first(), ready);
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

  private static void move(Entry entry, Set<Entry> place) {
    entry.place.remove(entry);
    place.add(entry);
    entry.place = place;
  }

  private static final class Entry {
    private final Ticket ticket;
    private final long patientUntil;
    private Set<Entry> place;

    /** 0, or its place among those behind the others. Changes only while it is not ready. */
    private long behind;

    Entry(Ticket ticket, long patientUntil, Set<Entry> place) {
      this.ticket = ticket;
      this.patientUntil = patientUntil;
      this.place = place;
    }
  }
}
