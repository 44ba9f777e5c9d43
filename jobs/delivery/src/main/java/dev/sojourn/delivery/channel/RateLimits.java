package dev.sojourn.delivery.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All limits of a channel: an attempt takes a slot of each (D5). */
final class RateLimits {

  private Map<Limit, SlotLimit> limits = new LinkedHashMap<>();
  private int inUse;
  private long lastUse;

  /**
   * @param startedAt since when this life of the worker counts attempts; what an earlier life may
   *     have sent until then counts as sent then
   */
  RateLimits(long startedAt) {
    this.lastUse = startedAt;
  }

  /**
   * The channel's document says other limits now. Those that stay the same keep their slots; new
   * ones begin fully charged.
   */
  void change(List<Limit> wanted) {
    Map<Limit, SlotLimit> next = new LinkedHashMap<>();
    for (Limit limit : wanted) {
      SlotLimit kept = limits.get(limit);
      next.put(limit, kept != null ? kept : new SlotLimit(limit, inUse, lastUse));
    }
    limits = next;
  }

  /** Whether an attempt may begin now. */
  boolean allow(long now) {
    for (SlotLimit limit : limits.values()) {
      if (limit.free(now) == 0) {
        return false;
      }
    }
    return true;
  }

  /** An attempt begins; it must be allowed. */
  void take(long now) {
    inUse++;
    for (SlotLimit limit : limits.values()) {
      limit.take(now);
    }
  }

  /** An attempt has ended. */
  void release(long now) {
    inUse--;
    lastUse = Math.max(lastUse, now);
    for (SlotLimit limit : limits.values()) {
      limit.release(now);
    }
  }

  /** When the next attempt may begin; {@link Long#MAX_VALUE} while that hangs on an answer. */
  long nextFreeAt(long now) {
    long latest = now;
    for (SlotLimit limit : limits.values()) {
      latest = Math.max(latest, limit.nextFreeAt(now));
    }
    return latest;
  }
}
