package dev.sojourn.journeys.directory;

import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.engine.id.Hashes;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far one subtask has come with a run: through its own buckets of each leg, one after the other
 * and within a bucket in the order of the profiles. A person who comes into a bucket that is done
 * is not asked; one who leaves before their turn is not either.
 *
 * <p>The subtask's share of the run's pace is its share of the buckets, so that subtasks need not
 * agree on anything. Not thread-safe.
 */
final class Walk {
  /** How much of a pace may be made up for after a standstill, ms. */
  private static final long MOST_CATCHING_UP = 250;

  /** How many buckets are opened in one go: an empty one costs a look all the same. */
  private static final int MOST_BUCKETS = 64;

  /** How many people are asked in one go. */
  private static final int MOST_PEOPLE = 1_000;

  final Run run;

  /** By leg, the buckets that are done, those of other subtasks as far as is known included. */
  final List<BitSet> done;

  /** By bucket of the leg at hand, the last profile asked where it is not done. */
  final Map<Integer, String> cursors = new TreeMap<>();

  /** The leg at hand; as many as there are if the walk is over. */
  int leg;

  private int bucket = -1;
  private List<String> people = List.of();
  private int place;

  /** The subtask's own buckets of the leg at hand that are not done; null before it is begun. */
  private BitSet todo;

  /** How many buckets of the leg at hand are the subtask's. */
  private int own;

  /** The subtask's share of all buckets of the leg at hand. */
  private double share;

  /**
   * With which bucket it begins: with another in each run, so that of reads that are again and
   * again replaced before they are done not always the same people are missed.
   */
  private final int first;

  private double allowance;
  private long lastTime = Long.MIN_VALUE;
  private long asked;
  private long opened;

  /** Told whom to ask. */
  @FunctionalInterface
  interface Ask {
    void ask(String profile, Order order);
  }

  /** How many were asked before the subtask began or was restored. */
  private long toldBefore;

  Walk(Run run, List<BitSet> done, int leg, Map<Integer, String> cursors, long told) {
    this.toldBefore = told;
    this.run = run;
    this.done = done;
    this.leg = leg;
    this.cursors.putAll(cursors);
    this.first = Hashes.bucket(Hashes.hash64("walk", run.id()), Buckets.COUNT);
  }

  /** A run that nobody has begun. */
  static Walk begin(Run run) {
    return new Walk(run, run.legs().stream().map(one -> new BitSet()).toList(), 0, Map.of(), 0);
  }

  boolean isOver() {
    return leg >= run.legs().size();
  }

  /** How many were asked since the subtask began or was restored. */
  long asked() {
    return asked;
  }

  /** How many were asked by this subtask, and before a restart. */
  long told() {
    return toldBefore + asked;
  }

  /** Leaves it to another subtask to tell of what was done before the restart. */
  void forgetTold() {
    toldBefore = 0;
  }

  /** How much of its way the subtask has gone, from 0 to 1. */
  double progress() {
    if (isOver()) {
      return 1;
    }
    double ofLeg = todo == null || own == 0 ? 0 : (double) (own - todo.cardinality()) / own;
    return (leg + ofLeg) / run.legs().size();
  }

  /** How many buckets were looked at since then; to find the subtask's own costs like some. */
  long opened() {
    return opened;
  }

  /** Whether all is done of all legs, by this subtask and all others. */
  boolean isDoneByAll() {
    return isOver() && done.stream().allMatch(leg -> leg.cardinality() == Buckets.COUNT);
  }

  /**
   * Asks as many as the pace allows.
   *
   * @param now processing time, ms
   */
  void proceed(long now, Shelves shelves, Ask ask) throws Exception {
    long mostOpened = opened + MOST_BUCKETS;
    int left = allowed(now, shelves);
    while (!isOver() && left > 0) {
      if (place == people.size()) {
        if (opened >= mostOpened) {
          break;
        }
        opened++;
        if (!open(shelves)) {
          nextLeg();
          left = Math.min(left, allowed(now, shelves));
        }
        continue;
      }
      String profile = people.get(place++);
      ask.ask(profile, run.legs().get(leg).order());
      cursors.put(bucket, profile);
      asked++;
      allowance--;
      left--;
    }
    if (place == people.size()) {
      close();
    }
  }

  private int allowed(long now, Shelves shelves) {
    if (isOver()) {
      return 0;
    }
    if (todo == null) {
      beginLeg(shelves);
    }
    double rate = run.pace() * share / 1_000;
    if (lastTime != Long.MIN_VALUE) {
      allowance += rate * (now - lastTime);
    }
    allowance = Math.min(allowance, Math.max(1, rate * MOST_CATCHING_UP));
    lastTime = now;
    // A leg of which nothing is left is over at once, whatever the pace.
    return todo.isEmpty() && bucket < 0 ? 1 : (int) Math.min(MOST_PEOPLE, allowance);
  }

  private void beginLeg(Shelves shelves) {
    todo = new BitSet(Buckets.COUNT);
    for (int i = 0; i < Buckets.COUNT; i++) {
      todo.set(i, shelves.isOwn(index(), i));
    }
    opened += MOST_BUCKETS / 2;
    own = todo.cardinality();
    share = (double) own / Buckets.COUNT;
    todo.andNot(done.get(leg));
  }

  private String index() {
    return run.legs().get(leg).index();
  }

  private void close() {
    if (bucket >= 0) {
      done.get(leg).set(bucket);
      todo.clear(bucket);
      cursors.remove(bucket);
      bucket = -1;
      people = List.of();
      place = 0;
    }
  }

  /** Opens the next bucket of this subtask; false if there is none. */
  private boolean open(Shelves shelves) throws Exception {
    close();
    int next = todo.nextSetBit(first);
    if (next < 0) {
      next = todo.nextSetBit(0);
    }
    if (next >= 0) {
      bucket = next;
      people = shelves.profiles(index(), next);
      String cursor = cursors.get(next);
      place = cursor == null ? 0 : firstAfter(cursor);
      return true;
    }
    return false;
  }

  private int firstAfter(String cursor) {
    int at = 0;
    while (at < people.size() && people.get(at).compareTo(cursor) <= 0) {
      at++;
    }
    return at;
  }

  private void nextLeg() {
    leg++;
    cursors.clear();
    bucket = -1;
    people = List.of();
    place = 0;
    todo = null;
  }
}
