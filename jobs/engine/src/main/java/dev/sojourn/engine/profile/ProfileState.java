package dev.sojourn.engine.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * The hot section of a profile's state, unpacked for one call of the engine. Its stored form is
 * {@link ProfileStateFormat}.
 *
 * <p>Cleared: never as a whole; each part says what it forgets and when.
 */
public final class ProfileState {
  /** No moment. */
  public static final long NEVER = Long.MAX_VALUE;

  /** There is no telling without looking at every leaf. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /**
   * When the profile was first seen, ms since the epoch: when its first signal that something was
   * interested in was logged.
   */
  public final long firstSeen;

  /** The latest moment at which the state was changed (T1). */
  public long now;

  /** The earliest wake-up asked for that has not come yet; {@link #NEVER} if none. */
  public long armed = NEVER;

  /** When something next changes by time alone; {@link #NEVER} if nothing will. */
  public long nextDue = NEVER;

  /** Digest of the audiences under which the memberships were last worked out; 0 for none. */
  public long audiences;

  /**
   * The person's attribute {@code timezone}, without which the attributes would have to be read for
   * many a signal; empty if there is none that is a text. Null if it is to be found out: states
   * before format 4 did not have it.
   */
  String timezone = "";

  /**
   * Whether the directory knows of the person. Not stored: states of format 3 and later are of
   * people whom it knows.
   */
  public boolean listed;

  /**
   * When the first of the leaves changes by time alone; {@link #NEVER} if none will, {@link
   * #UNKNOWN} if it is to be worked out. Not stored: follows from {@link #nextDue} unless an
   * instance is due as early.
   */
  public long nextLeafChange = UNKNOWN;

  /** How many bytes it is likely to take when stored. */
  int expectedBytes = 192;

  SeenSignals seen = new SeenSignals();

  private LeafStates leaves = LeafStates.none();

  /** 48-bit hashes of the names of the audiences of which the person is a member, ascending. */
  private long[] memberships = new long[0];

  /** Sorted by id. */
  private final List<Instance> instances = new ArrayList<>();

  private EntryHistory entries = new EntryHistory();

  /** What was seen for awaits that look back beyond the entry (S4). */
  private Sightings recent = new Sightings();

  private SentMessages sentMessages = new SentMessages();

  public ProfileState(long firstSeen) {
    this.firstSeen = firstSeen;
    this.now = firstSeen;
  }

  /** Whether a signal with this id hash already changed something (A5). */
  public boolean hasSeen(long idHash) {
    return seen.contains(idHash, now);
  }

  /** How many signals are remembered as having changed something. */
  public int seenSignals() {
    return seen.size();
  }

  /** Remembers a signal that changed something. */
  public void remember(long idHash) {
    seen.add(idHash, now);
  }

  /** Sorted by id; what is asked for may be changed. */
  public LeafStates leaves() {
    return leaves;
  }

  /** What a leaf remembers; null if nothing. */
  public LeafState leaf(long id) {
    int at = leaves.find(id);
    return at >= 0 ? leaves.get(at) : null;
  }

  /** What a leaf remembers, made if there is nothing yet. */
  public LeafState leafOrNew(long id) {
    int at = leaves.find(id);
    if (at >= 0) {
      return leaves.get(at);
    }
    LeafState leaf = new LeafState(id);
    leaves.insert(-at - 1, leaf);
    return leaf;
  }

  /** Adds what a leaf remembers that had nothing yet. */
  public void addLeaf(LeafState leaf) {
    leaves.insert(-leaves.find(leaf.id) - 1, leaf);
  }

  /** Forgets every leaf that is not among these. */
  public void retainLeaves(LongPredicate known) {
    leaves.retain(known);
  }

  public long[] memberships() {
    return memberships;
  }

  public boolean isMember(long audience) {
    return Arrays.binarySearch(memberships, audience) >= 0;
  }

  /** Notes that the person came into an audience or left it. */
  public void setMember(long audience, boolean member) {
    int at = Arrays.binarySearch(memberships, audience);
    if (member && at < 0) {
      int place = -at - 1;
      long[] grown = new long[memberships.length + 1];
      System.arraycopy(memberships, 0, grown, 0, place);
      grown[place] = audience;
      System.arraycopy(memberships, place, grown, place + 1, memberships.length - place);
      memberships = grown;
    } else if (!member && at >= 0) {
      long[] shrunk = new long[memberships.length - 1];
      System.arraycopy(memberships, 0, shrunk, 0, at);
      System.arraycopy(memberships, at + 1, shrunk, at, memberships.length - at - 1);
      memberships = shrunk;
    }
  }

  /**
   * Forgets the memberships of audiences that are not known any more.
   *
   * @param forgotten told of each
   */
  public void retainMemberships(LongPredicate known, LongConsumer forgotten) {
    for (long audience : memberships.clone()) {
      if (!known.test(audience)) {
        setMember(audience, false);
        forgotten.accept(audience);
      }
    }
  }

  /** Sorted by id; not to be changed by the caller. */
  public List<Instance> instances() {
    return instances;
  }

  public void addInstance(Instance instance) {
    int at = 0;
    while (at < instances.size() && instances.get(at).id.compareTo(instance.id) < 0) {
      at++;
    }
    instances.add(at, instance);
  }

  public void removeInstance(Instance instance) {
    instances.remove(instance);
  }

  public EntryHistory entries() {
    return entries;
  }

  /** What was seen for awaits that look back beyond the entry (S4). */
  public Sightings recent() {
    return recent;
  }

  /** The places taken under caps (P6). */
  public SentMessages sentMessages() {
    return sentMessages;
  }

  void setLeaves(LeafStates leaves) {
    this.leaves = leaves;
  }

  void setMemberships(long[] sorted) {
    this.memberships = sorted;
  }

  void setRecent(Sightings sightings) {
    this.recent = sightings;
  }

  void setSentMessages(SentMessages messages) {
    this.sentMessages = messages;
  }

  void setEntries(EntryHistory history) {
    this.entries = history;
  }
}
