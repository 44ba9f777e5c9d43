package dev.sojourn.engine.profile;

import dev.sojourn.engine.id.Ids;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A person's stay in a journey: where it stands. The event that started it lies in a section of its
 * own (E10).
 */
public final class Instance {
  /** No due time. */
  public static final long NEVER = Long.MAX_VALUE;

  /** No moment that is known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** Since which format of the state it is stored when a step began. */
  private static final int WITH_SINCE = 4;

  private static final int LATEST = 0x40;

  /** Bits of the stored flags; never reused for another. */
  private static final int TRIAL = 1;

  private static final int DRY = 2;
  private static final int TEST = 4;
  private static final int GOAL = 8;

  private static final DeliveryReport.Status[] STATUSES = DeliveryReport.Status.values();

  public final String id;
  public final String journey;

  /** The version whose steps it goes through (V2); another after a move (V3). */
  public int version;

  /** Empty for a journey without keys. */
  public final String key;

  public final long enteredAt;

  /** When the whole stay ends (L3). */
  public long timeoutAt;

  /** Id of the step at which the person is; empty only while the instance is being started. */
  public String step = "";

  /** When the next thing happens by itself at this step; {@link #NEVER} if nothing does. */
  public long due = NEVER;

  /** Since when it waits at this step, or is on it; {@link #UNKNOWN} if an older build wrote it. */
  public long since = UNKNOWN;

  /** How many transitions there were. */
  public int transition;

  /**
   * The latest request of each send step, and every earlier one without a final outcome, in the
   * order in which they were made.
   */
  public final List<Sent> sent = new ArrayList<>();

  /** Whether its version was on trial when it started: a draft or a dry run (V5, V6). */
  public boolean trial;

  /** Whether its requests are made but never sent: dry run, or control group (V6, S7). */
  public boolean dry;

  /** Whether it is a test profile's (V5). */
  public boolean test;

  /** Whether its goal has been reached (S15). */
  public boolean goalReached;

  /** How many emitted events lie between an outside event and what last moved it (S12). */
  public int hops;

  /** What was seen for its awaits that look back (S4). */
  public Sightings sightings = new Sightings();

  /** Why it is held at its step; null if it is not (S8, V1). */
  public Hold hold;

  /**
   * The step under which the directory knows it; null if it does not. Not stored: see {@link
   * ProfileState#listed}.
   */
  public String listedAt;

  /**
   * Since when it is in its version's index of the directory, if that is since the signal at hand;
   * not stored.
   */
  public long inIndexSince;

  /** Whether the signal at hand started it, and so cannot exit it (L0); not stored. */
  public boolean startedNow;

  /** Steps passed in this atomic step without waiting (S1); not stored. */
  public int chain;

  /** A request that a send step made. */
  public static final class Sent {
    /** Its id in the version in which the instance is. */
    public String step;

    public final String requestId;
    public final String channel;

    /** The final outcome; null while there is none. */
    public DeliveryReport.Status outcome;

    /** Whether the step has not been visited again since. */
    public boolean latest = true;

    public Sent(String step, String requestId, String channel) {
      this.step = step;
      this.requestId = requestId;
      this.channel = channel;
    }

    /** Whether the message is known not to have gone out. */
    public boolean failed() {
      return outcome != null
          && outcome != DeliveryReport.Status.SENT
          && outcome != DeliveryReport.Status.DRY
          && outcome != DeliveryReport.Status.IN_DOUBT;
    }
  }

  public Instance(
      String id, String journey, int version, String key, long enteredAt, long timeoutAt) {
    this.id = id;
    this.journey = journey;
    this.version = version;
    this.key = key;
    this.enteredAt = enteredAt;
    this.inIndexSince = enteredAt;
    this.timeoutAt = timeoutAt;
  }

  /** When something next happens by itself: at the step, or the end of the stay. */
  public long nextDue() {
    return Math.min(due, timeoutAt);
  }

  /** The latest request of a send step; empty if its latest visit made none. */
  public Optional<Sent> sentBy(String stepId) {
    return sent.stream().filter(s -> s.latest && s.step.equals(stepId)).findFirst();
  }

  /**
   * A send step is visited again: an earlier request of it is kept only while it may still queue,
   * to be recalled (L1).
   */
  public void visitAgain(String stepId) {
    for (Sent earlier : sent) {
      if (earlier.step.equals(stepId)) {
        earlier.latest = false;
      }
    }
    forgetSettled();
  }

  /** Forgets the requests that nothing can ask for any more. */
  public void forgetSettled() {
    sent.removeIf(s -> !s.latest && s.outcome != null);
  }

  void write(ByteWriter out, long base) {
    out.raw(Ids.toBytes(id), 0, 16);
    out.text(journey);
    out.varint(version);
    out.text(key);
    out.zigzag(enteredAt - base);
    out.zigzag(timeoutAt - enteredAt);
    out.text(step);
    out.varint(due == NEVER ? 0 : 1 + Math.max(0, due - enteredAt));
    out.varint(transition);
    out.varint(sent.size());
    for (Sent s : sent) {
      out.text(s.step);
      out.raw(Ids.toBytes(s.requestId), 0, 16);
      out.text(s.channel);
      out.u8((s.outcome == null ? 0 : 1 + code(s.outcome)) | (s.latest ? LATEST : 0));
    }
    out.u8((trial ? TRIAL : 0) | (dry ? DRY : 0) | (test ? TEST : 0) | (goalReached ? GOAL : 0));
    out.varint(hops);
    sightings.write(out, base);
    Hold.write(hold, out, base);
    out.varint(since == UNKNOWN ? 0 : 1 + since - enteredAt);
  }

  /**
   * @param format version of the form in which it was written
   */
  static Instance read(ByteReader in, long base, int format) {
    String id = Ids.ofBytes(in.raw(16));
    String journey = in.text();
    int version = in.int32();
    String key = in.text();
    long enteredAt = base + in.zigzag();
    Instance instance = new Instance(id, journey, version, key, enteredAt, enteredAt + in.zigzag());
    instance.step = in.text();
    long due = in.varint();
    instance.due = due == 0 ? NEVER : enteredAt + due - 1;
    instance.transition = in.int32();
    int size = in.count();
    for (int i = 0; i < size; i++) {
      Sent s = new Sent(in.text(), Ids.ofBytes(in.raw(16)), in.text());
      int flags = in.u8();
      int outcome = flags & ~LATEST;
      s.latest = (flags & LATEST) != 0;
      s.outcome = outcome == 0 ? null : status(outcome - 1);
      instance.sent.add(s);
    }
    if (format > 1) {
      int flags = in.u8();
      instance.trial = (flags & TRIAL) != 0;
      instance.dry = (flags & DRY) != 0;
      instance.test = (flags & TEST) != 0;
      instance.goalReached = (flags & GOAL) != 0;
      instance.hops = in.int32();
      instance.sightings = Sightings.read(in, base);
      instance.hold = Hold.read(in, base);
    }
    if (format >= WITH_SINCE) {
      long since = in.varint();
      instance.since = since == 0 ? UNKNOWN : enteredAt + since - 1;
    }
    return instance;
  }

  /** Stored codes of final outcomes; never reused for another. */
  private static int code(DeliveryReport.Status outcome) {
    switch (outcome) {
      case SENT:
        return 0;
      case FAILED:
        return 1;
      case EXPIRED:
        return 2;
      case RECALLED:
        return 3;
      case RATE_LIMITED:
        return 4;
      case IN_DOUBT:
        return 5;
      case DRY:
        return 6;
      default:
        throw new IllegalArgumentException(outcome + " is not a final outcome");
    }
  }

  private static DeliveryReport.Status status(int code) {
    for (DeliveryReport.Status status : STATUSES) {
      if (status.isFinal() && code(status) == code) {
        return status;
      }
    }
    throw new IllegalStateException("stored bytes are broken: outcome " + code);
  }
}
