package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.stream.OutgoingRecord;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * What a channel needs of the operator around it. Actions run on the task's thread with the channel
 * as the key at hand.
 */
interface Host {

  /** Processing time, ms since the epoch. */
  long now();

  /** Runs it soon. May be called from any thread; after the end of the task nothing happens. */
  void soon(String channel, ThrowingRunnable<Exception> action);

  /** Runs it at this time, unless it is cancelled. */
  ScheduledFuture<?> at(String channel, long time, ThrowingRunnable<Exception> action);

  /**
   * The channel's runner is of no use until then, unless something comes for the channel: it may be
   * made anew.
   */
  void dismiss(String channel, long until);

  /** Writes a record. */
  void emit(OutgoingRecord record);
}
