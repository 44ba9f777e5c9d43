package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafMemory;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Events one after the other, and none of another kind for a time after them.
 *
 * <p>Keeps every event that matches a step, or must not follow, as long as it can matter, with the
 * matchers that it matches: one that comes late may complete what nobody could see coming. Where
 * nothing can undo it any more, it keeps only that there was such a sequence.
 *
 * @param matchers of the steps, then the one of what must not follow if there is one
 * @param steps how many steps
 * @param within the first event occurred less than this before the last, ms; any time for one step
 * @param period for how long nothing must follow, ms; 0 if anything may
 * @param inLast the last event occurred less than this ago, ms; {@link ProfileState#NEVER}: at any
 *     time
 * @param keep how many events are remembered at most (A4)
 */
record SequenceLeaf(
    long id,
    List<EventMatcher> matchers,
    int steps,
    long within,
    long period,
    long inLast,
    int keep)
    implements EventLeaf {
  /** No chain of events has come so far. */
  private static final long NONE = Long.MIN_VALUE;

  static SequenceLeaf of(long id, Rule.Sequence rule) {
    List<EventMatcher> matchers = new ArrayList<>(rule.steps());
    rule.notFollowedBy().ifPresent(following -> matchers.add(following.event()));
    return new SequenceLeaf(
        id,
        List.copyOf(matchers),
        rule.steps().size(),
        rule.within().map(Duration::toMillis).orElse(1L),
        rule.notFollowedBy().map(following -> following.period().toMillis()).orElse(0L),
        rule.inLast().map(Duration::toMillis).orElse(ProfileState.NEVER),
        rule.keep());
  }

  @Override
  public boolean holdsInitially() {
    return false;
  }

  @Override
  public long match(String type, Turn turn, Scope scope) {
    long matched = 0;
    for (int i = 0; i < matchers.size(); i++) {
      EventMatcher matcher = matchers.get(i);
      if (matcher.type().equals(type) && EventLeaf.matches(matcher, turn, scope)) {
        matched |= 1L << i;
      }
    }
    return matched;
  }

  @Override
  public boolean take(LeafState state, long matched, long occurredAt, Turn turn, Scope scope) {
    long from = keepFrom(turn.now());
    if (isForGood(state) || occurredAt < from) {
      return false;
    }
    LeafMemory memory = state.memory();
    memory.remove(0, memory.firstSince(from));
    memory.add(occurredAt, matched);
    if (canBeForGood() && completions(memory).length > 0) {
      memory.remove(0, memory.size());
      state.count = 1;
    } else if (memory.size() > keep) {
      memory.noteForgotten(memory.time(0));
      memory.remove(0, 1);
      turn.count(Counters.APPROXIMATE);
    }
    return true;
  }

  /** Events before this moment cannot be part of what still counts. */
  private long keepFrom(long now) {
    return inLast == ProfileState.NEVER ? Long.MIN_VALUE : now - inLast - within + 2;
  }

  /** Whether nothing can undo it, once it has come. */
  private boolean canBeForGood() {
    return inLast == ProfileState.NEVER && matchers.size() == steps;
  }

  private static boolean isForGood(LeafState state) {
    return state.count > 0;
  }

  /**
   * When the sequences that nothing followed were complete, ascending: the times of their last
   * events.
   */
  private long[] completions(LeafMemory memory) {
    long[] completions = new long[memory.size()];
    int found = 0;
    // By step: when the chain up to it began, of those that have come so far the latest to begin.
    long[] began = new long[steps];
    Arrays.fill(began, NONE);
    for (int i = 0; i < memory.size(); i++) {
      long time = memory.time(i);
      long matched = memory.mark(i);
      if (matched >>> steps != 0) {
        while (found > 0 && completions[found - 1] >= time - period) {
          found--;
        }
      }
      // From the last step down, so that no event is two steps of one chain.
      for (int step = steps - 1; step >= 0; step--) {
        long start = step == 0 ? time : began[step - 1];
        if ((matched >>> step & 1) != 0 && start != NONE && time - start < within) {
          began[step] = Math.max(began[step], start);
          if (step == steps - 1) {
            completions[found++] = time;
          }
        }
      }
    }
    return Arrays.copyOf(completions, found);
  }

  /** From when on a sequence holds. */
  private long begin(long completion) {
    return completion + period;
  }

  /** From when on a sequence no longer holds; {@link ProfileState#NEVER} if it always will. */
  private long end(long completion) {
    return inLast == ProfileState.NEVER ? ProfileState.NEVER : completion + inLast;
  }

  @Override
  public boolean holds(LeafState state, long now, long firstSeen) {
    if (isForGood(state)) {
      return true;
    }
    for (long completion : completions(state.memory())) {
      if (begin(completion) <= now && now < end(completion)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long nextChange(LeafState state, long now, long firstSeen) {
    if (isForGood(state)) {
      return ProfileState.NEVER;
    }
    // Each is followed by those that begin later and end later.
    long holdsUntil = now;
    for (long completion : completions(state.memory())) {
      long begin = begin(completion);
      if (end(completion) <= now || begin >= end(completion)) {
        continue;
      }
      if (begin > holdsUntil) {
        break;
      }
      holdsUntil = end(completion);
    }
    if (holdsUntil > now) {
      return holdsUntil;
    }
    return firstBegin(state.memory(), now);
  }

  private long firstBegin(LeafMemory memory, long now) {
    for (long completion : completions(memory)) {
      if (begin(completion) > now && begin(completion) < end(completion)) {
        return begin(completion);
      }
    }
    return ProfileState.NEVER;
  }

  @Override
  public boolean isApproximate(LeafState state, long now) {
    return state.hasMemory()
        && !isForGood(state)
        && state.memory().hasForgottenSince(keepFrom(now));
  }
}
