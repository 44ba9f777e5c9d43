package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;

/**
 * The stored form of {@link ProfileState}, version 5 (rule 9): the version byte; first seen; now,
 * armed and next due relative to it; the digest of the audiences; the time zone; then, each with
 * its count, seen signals, leaves, memberships, instances, entries, sent messages, sightings. Times
 * are zigzag varints relative to {@code now}; those of leaves stand in a table of their own, {@link
 * Moments}.
 *
 * <p>Version 1 had no sightings and no memory of leaves but times and counts, versions 1 and 2 were
 * of people of whom the directory did not know, versions 1 to 3 had no time zone and the times of
 * leaves relative to {@code now}, and no moment since which an instance is at its step; in version
 * 4 times of leaves were relative to the beginning of an age.
 *
 * <p>A change of the form takes a new version and keeps a reader for this one; {@code
 * ProfileStateFormatTest} holds its bytes.
 */
public final class ProfileStateFormat {
  private static final int VERSION = 5;

  /** Since when the directory knows of everybody. */
  private static final int LISTED = 3;

  /** Since when the time zone is among it. */
  private static final int ZONED = 4;

  /** Since when the moments of leaves stand in a table. */
  private static final int TABLED = VERSION;

  private static final int OLDEST = 1;

  /** By how many bytes a signal seldom makes a state grow more. */
  private static final int ROOM = 64;

  private ProfileStateFormat() {}

  /** Stores a person's state, after finding out what an older format did not have. */
  public static void store(ProfileState state, ProfileStore store) {
    if (state.timezone == null) {
      state.timezone = Attributes.ofBytes(store.attributes()).timezone();
    }
    store.putHot(write(state));
  }

  /**
   * @param state its time zone known
   */
  public static byte[] write(ProfileState state) {
    ByteWriter out = new ByteWriter(state.expectedBytes);
    out.u8(VERSION);
    out.varint(state.firstSeen);
    out.varint(state.now - state.firstSeen);
    writeMoment(out, state.armed, state.firstSeen);
    writeMoment(out, state.nextDue, state.firstSeen);
    out.i64(state.audiences);
    out.text(state.timezone);
    state.seen.write(out);
    state.leaves().write(out);
    out.varint(state.memberships().length);
    for (long audience : state.memberships()) {
      out.u48(audience);
    }
    out.varint(state.instances().size());
    for (Instance instance : state.instances()) {
      instance.write(out, state.now);
    }
    state.entries().write(out, state.now);
    state.sentMessages().write(out);
    state.recent().write(out, state.now);
    return out.toBytes();
  }

  /**
   * @throws IllegalStateException if the bytes are not of a version that this build reads
   */
  public static ProfileState read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.u8();
    if (version < OLDEST || version > VERSION) {
      throw new IllegalStateException(
          "profile state of format version "
              + version
              + " cannot be read by this build, which knows up to "
              + VERSION
              + "; run the newer build");
    }
    ProfileState state = new ProfileState(in.varint());
    state.now = state.firstSeen + in.varint();
    state.armed = readMoment(in, state.firstSeen);
    state.nextDue = readMoment(in, state.firstSeen);
    state.audiences = in.i64();
    state.timezone = version >= ZONED ? in.text() : null;
    state.seen = SeenSignals.read(in);
    state.expectedBytes = bytes.length + ROOM;
    state.setLeaves(
        version >= TABLED ? LeafStates.read(in) : LeafStates.readOlder(in, state.now, version));
    long[] memberships = new long[in.count()];
    for (int i = 0; i < memberships.length; i++) {
      memberships[i] = in.u48();
    }
    state.setMemberships(memberships);
    int instances = in.count();
    for (int i = 0; i < instances; i++) {
      state.instances().add(Instance.read(in, state.now, version));
    }
    state.setEntries(EntryHistory.read(in, state.now, version));
    state.setSentMessages(SentMessages.read(in, state.now, version));
    if (version > 1) {
      state.setRecent(Sightings.read(in, state.now));
    }
    state.nextLeafChange = nextLeafChange(state);
    state.listed = version >= LISTED;
    for (Instance instance : state.instances()) {
      instance.listedAt = state.listed ? instance.step : null;
    }
    return state;
  }

  /** What comes next is a leaf's change if no instance is due as early. */
  private static long nextLeafChange(ProfileState state) {
    for (Instance instance : state.instances()) {
      if (instance.nextDue() <= state.nextDue) {
        return ProfileState.UNKNOWN;
      }
    }
    return state.nextDue;
  }

  private static void writeMoment(ByteWriter out, long moment, long base) {
    if (moment == ProfileState.NEVER) {
      out.varint(0);
    } else {
      out.varint(1);
      out.zigzag(moment - base);
    }
  }

  private static long readMoment(ByteReader in, long base) {
    return in.varint() == 0 ? ProfileState.NEVER : base + in.zigzag();
  }
}
