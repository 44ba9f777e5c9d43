package dev.sojourn.journeys.profile;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.journeys.intake.Inbound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Signals that came before the definitions they are to be handled under were known (rule 5). Each
 * waits in its profile's state until the watermark, which never passes what is known of the
 * definitions, has come to its log time; whatever comes for the same profile meanwhile waits behind
 * it.
 *
 * <p>Normally nothing waits, and then no state is read: the latest log time that was ever held is
 * kept per subtask, and only while the watermark has not passed it can anything be waiting. It is
 * union list state, so that after a change of parallelism no subtask believes that nothing waits
 * while something does.
 *
 * <p>Stored as {@link HeldFormat} says; cleared on release.
 */
final class HeldSignals {
  private final ListState<byte[]> held;
  private final ListState<Long> latestState;
  private long latest = Long.MIN_VALUE;

  /** The latest time held by an earlier life of this operator. */
  private long inherited = Long.MIN_VALUE;

  /** People known to have signals held, so that a hot key's list is not read for each signal. */
  private final Set<String> waiting = new HashSet<>();

  private HeldSignals(ListState<byte[]> held, ListState<Long> latestState) {
    this.held = held;
    this.latestState = latestState;
  }

  static HeldSignals restore(FunctionInitializationContext context) throws Exception {
    HeldSignals signals =
        new HeldSignals(
            context
                .getKeyedStateStore()
                .getListState(
                    new ListStateDescriptor<>("held", BytePrimitiveArraySerializer.INSTANCE)),
            context
                .getOperatorStateStore()
                .getUnionListState(
                    new ListStateDescriptor<>("latest-held", LongSerializer.INSTANCE)));
    for (Long time : signals.latestState.get()) {
      signals.latest = Math.max(signals.latest, time);
    }
    signals.inherited = signals.latest;
    return signals;
  }

  void snapshot() throws Exception {
    latestState.update(List.of(latest));
  }

  /**
   * Whether a signal of the current key cannot be handled yet.
   *
   * @param watermark the operator's
   */
  boolean mustWait(Inbound.Signal signal, long watermark, DefinitionHistory definitions)
      throws Exception {
    if (watermark >= latest && !waiting.isEmpty()) {
      waiting.clear();
    }
    return !definitions.knows(signal.logTime())
        || (watermark < latest && isWaiting(signal.key(), watermark));
  }

  private boolean isWaiting(String profile, long watermark) throws Exception {
    if (waiting.contains(profile)) {
      return true;
    }
    // What an earlier life held is known from the state alone; what this one holds, from memory.
    if (watermark < inherited && held.get().iterator().hasNext()) {
      waiting.add(profile);
      return true;
    }
    return false;
  }

  /** Keeps a signal of the current key; the caller sets a timer at its log time. */
  void add(Inbound.Signal signal) throws Exception {
    latest = Math.max(latest, signal.logTime());
    held.add(HeldFormat.write(signal));
    waiting.add(signal.key());
  }

  /**
   * Takes out what may now be handled of the current key, in the order of the log.
   *
   * @param timer the time of the timer at hand: nothing later than {@link #latest} can be waiting
   *     for it
   * @param watermark the operator's
   */
  List<Inbound.Signal> release(String profile, long timer, long watermark) throws Exception {
    if (timer > latest || (timer > inherited && !waiting.contains(profile))) {
      return List.of();
    }
    List<Inbound.Signal> released = new ArrayList<>();
    List<byte[]> kept = new ArrayList<>();
    for (byte[] element : held.get()) {
      Inbound.Signal signal = HeldFormat.read(profile, element);
      if (signal.logTime() <= watermark) {
        released.add(signal);
      } else {
        kept.add(element);
      }
    }
    if (!released.isEmpty()) {
      held.update(kept);
    }
    if (kept.isEmpty()) {
      waiting.remove(profile);
    }
    return released;
  }
}
