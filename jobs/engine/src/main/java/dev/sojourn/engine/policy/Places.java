package dev.sojourn.engine.policy;

import dev.sojourn.engine.definition.ContactPolicy.Cap;
import dev.sojourn.engine.definition.LiveCaps;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.SentMessage;
import dev.sojourn.engine.profile.SentMessages;
import dev.sojourn.engine.profile.Turn;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The places that messages take under the caps (P6): reserved at the request, moved to the time of
 * sending or given back by the final report.
 *
 * <p>What is kept is bounded. A place is forgotten once no window of a live cap that counts it can
 * reach back to it. From {@link #ROOMY} places on, those go too that decide no cap any more: where
 * a cap allows N messages, the N latest sent decide alone. At most {@link #MOST} are kept, the
 * oldest sent ones going first; caps are exact as long as the numbers that they allow, of all live
 * caps of a class together, do not add up to more than that.
 */
public final class Places {
  /** So many places are kept for caps that a later version of a policy may have. */
  static final int ROOMY = 64;

  static final int MOST = 1_000;

  private Places() {}

  /** Takes a place for a request. A message that no live cap counts takes none. */
  public static void reserve(Turn turn, String requestId, SentMessage.Origin origin) {
    LiveCaps caps = turn.definitions().caps();
    if (memory(caps, origin) == 0) {
      return;
    }
    SentMessages sent = turn.state().sentMessages();
    forget(sent, caps, turn.now());
    sent.add(new SentMessage(Hashes.hash48(requestId), origin, true, turn.now()));
    turn.touch();
  }

  /**
   * A message was sent, or may have been: its place moves to that time.
   *
   * @param at by the reporter's clock; taken as no earlier than the request and no later than now
   * @return whether there was a place for it that was still reserved
   */
  public static boolean sent(ProfileState state, String requestId, long at) {
    int index = reserved(state.sentMessages(), requestId);
    if (index >= 0) {
      SentMessage message = state.sentMessages().all().get(index);
      long time = Math.max(message.at(), Math.min(at, state.now));
      state.sentMessages().set(index, message.sentAt(time));
    }
    return index >= 0;
  }

  /**
   * A message was not sent: its place is free again.
   *
   * @return whether there was a place for it that was still reserved
   */
  public static boolean giveBack(ProfileState state, String requestId) {
    int index = reserved(state.sentMessages(), requestId);
    if (index >= 0) {
      state.sentMessages().remove(index);
    }
    return index >= 0;
  }

  private static int reserved(SentMessages sent, String requestId) {
    long hash = Hashes.hash48(requestId);
    List<SentMessage> all = sent.all();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).request() == hash && all.get(i).reserved()) {
        return i;
      }
    }
    return -1;
  }

  private static long memory(LiveCaps caps, SentMessage.Origin origin) {
    return caps.memoryMillis(origin.transactional(), origin.medium(), origin.topic());
  }

  private static void forget(SentMessages sent, LiveCaps caps, long now) {
    List<SentMessage> all = sent.all();
    remove(
        sent,
        i -> !all.get(i).reserved() && all.get(i).at() <= now - memory(caps, all.get(i).origin()));
    if (all.size() >= ROOMY) {
      boolean[] needed = needed(all, caps);
      remove(sent, i -> !needed[i]);
    }
    while (all.size() >= MOST) {
      sent.remove(oldest(all));
    }
  }

  /** Those that are reserved, and for each cap the latest sent that it allows. */
  private static boolean[] needed(List<SentMessage> all, LiveCaps caps) {
    boolean[] needed = new boolean[all.size()];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = all.get(i).reserved();
    }
    for (boolean transactional : new boolean[] {false, true}) {
      for (Cap cap : caps.of(transactional)) {
        IntStream.range(0, all.size())
            .filter(i -> decides(cap, transactional, all.get(i)))
            .boxed()
            .sorted(Comparator.comparingLong(i -> -all.get(i).at()))
            .limit(cap.count())
            .forEach(i -> needed[i] = true);
      }
    }
    return needed;
  }

  private static boolean decides(Cap cap, boolean transactional, SentMessage message) {
    SentMessage.Origin origin = message.origin();
    return !message.reserved()
        && origin.transactional() == transactional
        && cap.counts(origin.medium(), origin.topic());
  }

  /** The one sent the longest ago; if all are reserved, the one reserved the longest ago. */
  private static int oldest(List<SentMessage> all) {
    int oldest = 0;
    for (int i = 1; i < all.size(); i++) {
      SentMessage candidate = all.get(i);
      SentMessage found = all.get(oldest);
      if (found.reserved() != candidate.reserved()
          ? found.reserved()
          : candidate.at() < found.at()) {
        oldest = i;
      }
    }
    return oldest;
  }

  private static void remove(SentMessages sent, IntPredicate which) {
    // From the end, so that the places before keep their numbers.
    for (int i = sent.all().size() - 1; i >= 0; i--) {
      if (which.test(i)) {
        sent.remove(i);
      }
    }
  }
}
