package dev.sojourn.delivery.operator;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * One timer for a channel, set to the earliest moment at which there is something to do. Not state:
 * a restore asks afresh.
 */
final class Wake {

  private final String channel;
  private final Host host;
  private final ThrowingRunnable<Exception> action;
  private ScheduledFuture<?> timer;
  private long due = Long.MAX_VALUE;

  Wake(String channel, Host host, ThrowingRunnable<Exception> action) {
    this.channel = channel;
    this.host = host;
    this.action = action;
  }

  /** Calls at this time and not before; {@link Long#MAX_VALUE} for not at all. */
  void at(long time) {
    if (time == due) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    due = time;
    if (time != Long.MAX_VALUE) {
      timer = host.at(channel, time, this::fire);
    }
  }

  private void fire() throws Exception {
    due = Long.MAX_VALUE;
    timer = null;
    action.run();
  }
}
