package dev.sojourn.delivery.operator;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.ByteSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * The ids of the requests that a channel has had, each until its time (D1). Asking is one lookup.
 * Forgetting goes by the hour, in portions of a bounded size, and looks at nothing that stays:
 *
 * <ul>
 *   <li>{@code ids}: id to what is known of it;
 *   <li>{@code ids-by-hour}: hour to how many ids end in it, mirrored in memory;
 *   <li>{@code ids-portion}: the ids that end in an hour, in portions numbered from 0.
 * </ul>
 */
final class RememberedIds {

  /** How many ids are forgotten at once. */
  static final int PORTION = 500;

  static final long HOUR_MILLIS = 3_600_000;

  /** An expiry later than this is remembered no longer: a wrong unit must not stay for ever. */
  static final long LONGEST_MILLIS = 400L * 24 * HOUR_MILLIS;

  static final MapStateDescriptor<Long, Integer> HOURS =
      new MapStateDescriptor<>("ids-by-hour", LongSerializer.INSTANCE, IntSerializer.INSTANCE);

  private static final MapStateDescriptor<String, Byte> IDS =
      new MapStateDescriptor<>("ids", StringSerializer.INSTANCE, ByteSerializer.INSTANCE);
  private static final ListStateDescriptor<String> IDS_PORTION =
      new ListStateDescriptor<>("ids-portion", StringSerializer.INSTANCE);

  private static final byte HANDLED = 1;
  private static final byte RECALLED_BEFORE = 2;

  /** What is known of an id. */
  enum Memory {
    NEW,
    /** It was here; whatever comes again is dropped. */
    HANDLED,
    /** It was taken back before it came. */
    RECALLED_BEFORE
  }

  private final KeyedStates states;
  private final MapState<String, Byte> ids;
  private final MapState<Long, Integer> hours;
  private final TreeMap<Long, Integer> counts = new TreeMap<>();

  /** Reads the hours of the key at hand; what is read is as many numbers as there are hours. */
  RememberedIds(KeyedStates states) throws Exception {
    this.states = states;
    ids = states.of(IDS);
    hours = states.of(HOURS);
    Map<Long, Integer> stored = new HashMap<>();
    hours.entries().forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
    counts.putAll(stored);
  }

  Memory recall(String id) throws Exception {
    Byte known = ids.get(id);
    if (known == null) {
      return Memory.NEW;
    }
    return known == RECALLED_BEFORE ? Memory.RECALLED_BEFORE : Memory.HANDLED;
  }

  /** Remembers that a request has come. */
  void handled(String id, long until, long now) throws Exception {
    remember(id, HANDLED, until, now);
  }

  /** Remembers that a request was taken back that has not come. */
  void recalledBefore(String id, long until, long now) throws Exception {
    remember(id, RECALLED_BEFORE, until, now);
  }

  private void remember(String id, byte what, long until, long now) throws Exception {
    boolean listed = ids.contains(id);
    ids.put(id, what);
    if (listed) {
      return;
    }
    long bounded = Math.min(Math.max(until, now), now + LONGEST_MILLIS);
    long hour = bounded / HOUR_MILLIS + 1;
    int count = counts.getOrDefault(hour, 0);
    states.of(IDS_PORTION, portion(hour, count)).add(id);
    count(hour, count + 1);
  }

  /** When there is something to forget next; {@link Long#MAX_VALUE} if nothing is remembered. */
  long nextForgetting() {
    return counts.isEmpty() ? Long.MAX_VALUE : counts.firstKey() * HOUR_MILLIS;
  }

  /** Forgets one portion, if it is time. */
  void forget(long now) throws Exception {
    if (nextForgetting() > now) {
      return;
    }
    long hour = counts.firstKey();
    int last = counts.get(hour) - 1;
    var portion = states.of(IDS_PORTION, portion(hour, last));
    for (String id : portion.get()) {
      ids.remove(id);
    }
    portion.clear();
    count(hour, last / PORTION * PORTION);
  }

  private void count(long hour, int count) throws Exception {
    if (count == 0) {
      counts.remove(hour);
      hours.remove(hour);
    } else {
      counts.put(hour, count);
      hours.put(hour, count);
    }
  }

  private static long portion(long hour, int position) {
    return hour << 32 | position / PORTION;
  }
}
