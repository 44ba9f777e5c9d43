package dev.sojourn.engine.effect;

import dev.sojourn.engine.directory.Index;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.time.Interval;
import java.util.List;
import java.util.Map;

/**
 * What the engine wants done in the world. Everything else it does is a change of the profile's
 * state.
 */
public sealed interface Effect {

  /**
   * Whether it depends on what happened only. When the engine asks to be called, what it counts and
   * what the directory is told in between depends on when it is called, too.
   */
  default boolean isTold() {
    return !(this instanceof WakeUp || this instanceof Counted || this instanceof Listing);
  }

  /**
   * Asks that a message be sent. Fields as in the Avro record {@code MessageRequest}.
   *
   * @param topic consent topic; empty if the policy names none
   * @param templateVersion 0 for the live one
   * @param timezone IANA zone; empty if unknown
   * @param locale BCP 47 tag; empty if unknown
   * @param quiet the person's quiet hours until the expiry, in order (D2)
   */
  record MessageRequest(
      String id,
      String channel,
      String address,
      String template,
      int templateVersion,
      Map<String, Object> data,
      boolean transactional,
      String topic,
      int priority,
      long requestedAt,
      long dueAt,
      long expiresAt,
      String journey,
      int version,
      String instance,
      String step,
      String timezone,
      String locale,
      boolean dry,
      List<Interval> quiet)
      implements Effect {}

  /** Takes back a request that may still queue (L1). */
  record Recall(String requestId, String channel, String reason, long at) implements Effect {}

  /**
   * One transition of an instance, or a refused entry. Fields as in the Avro record {@code
   * JourneyStep}; an empty string and a negative instant stand for null.
   *
   * @param detail what the decision rested on, for people, in the order in which it is to be told;
   *     empty for nothing
   */
  record StepRecord(
      String journey,
      int version,
      String instance,
      String instanceKey,
      int transition,
      Kind kind,
      String step,
      String edge,
      String next,
      String reason,
      String requestId,
      long at,
      long until,
      String signal,
      Map<String, String> detail)
      implements Effect {

    /** What a step record tells. */
    public enum Kind {
      ENTRY_REFUSED,
      ENTERED,
      WAITING,
      PASSED,
      HELD,
      SENT,
      NOT_SENT,
      CALLED,
      ASSIGNED,
      GOAL,
      MOVED,
      ENDED;

      /** As it stands on the topic, for example {@code entry-refused}. */
      public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      }
    }
  }

  /**
   * The profile came into an audience or left it (A7). Empty strings stand for null.
   *
   * @param leaf where the leaf that turned stands in the rule
   * @param approximate where the first leaf stands of which not all is known any more for this
   *     person (A4); empty if the change is exact
   */
  record AudienceChange(
      String audience,
      int version,
      boolean entered,
      long at,
      Cause cause,
      String leaf,
      String signal,
      String approximate)
      implements Effect {

    /** Why a membership changed. */
    public enum Cause {
      SIGNAL,
      TIME,
      DEFINITION;

      /** As it stands on the topic. */
      public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
      }
    }
  }

  /** An event of this profile, to be written to the log (S12). */
  record EmittedEvent(
      String id, String type, long occurredAt, int hops, Map<String, Object> properties)
      implements Effect {}

  /**
   * Call {@link dev.sojourn.engine.Engine#wake} at this moment. Replaces nothing: an earlier call
   * still comes (rule 10).
   */
  record WakeUp(long at) implements Effect {}

  /**
   * How the person's place in an index of the directory is now.
   *
   * @param index see {@link Index}
   * @param entry id of the stay; empty where a person has one place at most
   * @param step at which the stay rests; empty where there is none
   * @param present whether the person is in the index at all
   * @param at since when, ms since the epoch, by the clock of the log (T1); where only the step is
   *     another, when the person came in, or was moved there
   */
  record Listing(String index, String entry, String step, boolean present, long at)
      implements Effect {
    /** The person exists. */
    public static Listing person(long at) {
      return new Listing(Index.PEOPLE, "", "", true, at);
    }

    /** The person is, or is not any more, a member of an audience. */
    public static Listing member(long audience, boolean present, long at) {
      return new Listing(Index.audience(audience), "", "", present, at);
    }

    /** The person rests at a step, since they came to it or into its version. */
    public static Listing inside(Instance instance) {
      return new Listing(
          Index.of(instance),
          instance.id,
          instance.step,
          true,
          Math.max(instance.inIndexSince, instance.since));
    }

    /** The person is not inside any more. */
    public static Listing outside(Instance instance, long at) {
      return new Listing(Index.of(instance), instance.id, "", false, at);
    }
  }

  /** The signal at hand, or what a definition made of it, could not be used. */
  record Rejected(ErrorCode code, String message) implements Effect {}

  /**
   * Something to count that leaves no record: {@code duplicate-event}, {@code entry-not-matched}, …
   * from a fixed list.
   *
   * @param times how often it happened; at least 1
   */
  record Counted(String what, int times) implements Effect {
    /** It happened once. */
    public Counted(String what) {
      this(what, 1);
    }
  }
}
