package dev.sojourn.journeys.directory;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.journeys.definition.CountQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Counts what one subtask has, exactly as of a moment: a second after the question's log time.
 *
 * <p>When the watermark has passed the moment, everything that happened up to it is in the
 * directory; but so may be what happened later, since people are not all equally far. Such changes
 * are noted as they come, and taken off when their bucket is counted. A change may even come before
 * the question: where the definitions are not known up to it, it is noted in case one follows.
 *
 * <p>A question that is answered is kept for a while: after a change of parallelism another subtask
 * may have to go on, and could not know any more how many there were. Not thread-safe.
 */
final class Counts {
  /** How many entries are gone through in one go. */
  private static final int MOST_ENTRIES = 20_000;

  /** How many buckets are opened in one go. */
  private static final int MOST_BUCKETS = 256;

  /** Questions under way at the same time; further ones are not answered. */
  private static final int MOST_OPEN = 1_000;

  /** How long after its moment an answer is kept, ms of log time. */
  private static final long KEPT = 600_000;

  private final List<Count> open = new ArrayList<>();
  private final Set<Count> answered = new HashSet<>();

  /** By bucket's key, the changes that may have to be taken off. */
  private final Map<String, List<Note>> notes = new HashMap<>();

  private long watermark = Long.MIN_VALUE;

  /**
   * An entry that came or went. One that went on to another step did both.
   *
   * @param difference 1 if it came, −1 if it went
   * @param step whereto or whence; empty if the index is not one of stays
   */
  record Note(String index, int bucket, long at, int difference, String step) {}

  /** What all subtasks have stored. */
  static Counts restore(Iterable<byte[]> stored, Shelves shelves) {
    Counts counts = new Counts();
    Map<String, Count> byPlace = new LinkedHashMap<>();
    for (byte[] part : stored) {
      CountFormat.read(
          part,
          count -> byPlace.merge(count.id + "/" + count.version, count, Counts::merged),
          note -> {
            if (shelves.isOwn(note.index, note.bucket)) {
              counts.note(note);
            }
          });
    }
    for (Count count : byPlace.values()) {
      if (!count.isKnownWholly()) {
        counts.open.add(count);
      }
    }
    return counts;
  }

  private static Count merged(Count one, Count other) {
    one.merge(other);
    return one;
  }

  List<byte[]> stored() {
    List<byte[]> stored = new ArrayList<>();
    open.forEach(count -> stored.add(CountFormat.write(count)));
    if (!notes.isEmpty()) {
      stored.add(CountFormat.write(notes.values().stream().flatMap(List::stream).toList()));
    }
    return stored;
  }

  void ask(CountQuestion question) {
    long moment = question.logTime() + DefinitionHistory.DELAY;
    boolean isKnown = open.stream().anyMatch(count -> count.id.equals(question.id()));
    if (!isKnown && open.size() < MOST_OPEN) {
      question
          .indexes()
          .forEach(
              (version, index) ->
                  open.add(Count.begin(question.id(), version, index, moment, question.bySteps())));
    }
  }

  /**
   * Whether a change is to be noted before it is made.
   *
   * @param definitions as far as this subtask has read them
   */
  boolean concerns(String index, int bucket, long at, DefinitionHistory definitions) {
    if (!definitions.knows(at)) {
      return true;
    }
    for (Count count : open) {
      if (count.concerns(index, bucket, at)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Notes a change that {@link #concerns} something.
   *
   * @param before the entry's step; null if there was no entry
   * @param after the same afterwards
   */
  void note(String index, int bucket, long at, String before, String after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null) {
      note(new Note(index, bucket, at, -1, before));
    }
    if (after != null) {
      note(new Note(index, bucket, at, 1, after));
    }
  }

  private void note(Note note) {
    notes
        .computeIfAbsent(Buckets.key(note.index, note.bucket), key -> new ArrayList<>(2))
        .add(note);
  }

  /** Forgets what is needed no more. */
  void advance(long mark, DefinitionHistory definitions) {
    watermark = Math.max(watermark, mark);
    open.removeIf(count -> answered.contains(count) && count.moment + KEPT < watermark);
    answered.retainAll(open);
    for (Iterator<List<Note>> all = notes.values().iterator(); all.hasNext(); ) {
      List<Note> ofBucket = all.next();
      ofBucket.removeIf(note -> !concerns(note.index, note.bucket, note.at, definitions));
      if (ofBucket.isEmpty()) {
        all.remove();
      }
    }
  }

  /** Whether nothing can be counted now. */
  boolean areOver() {
    return open.stream().noneMatch(this::isReady);
  }

  private boolean isReady(Count count) {
    return count.moment <= watermark && !answered.contains(count);
  }

  /**
   * Counts some buckets.
   *
   * @param answer told of each count of which this subtask has done its share
   */
  void proceed(Shelves shelves, Consumer<Count> answer) throws Exception {
    int entries = 0;
    int buckets = 0;
    for (Count count : open) {
      if (!isReady(count)) {
        continue;
      }
      int bucket = count.next(shelves);
      while (bucket >= 0) {
        if (entries >= MOST_ENTRIES || buckets >= MOST_BUCKETS) {
          return;
        }
        entries += count(count, bucket, shelves);
        buckets++;
        bucket = count.next(shelves);
      }
      answered.add(count);
      answer.accept(count);
    }
  }

  /**
   * Counts a bucket, and takes off by how much it has grown since the count's moment.
   *
   * @return how many entries it has now
   */
  private int count(Count count, int bucket, Shelves shelves) throws Exception {
    if (!count.isBySteps()) {
      int size = shelves.size(count.index, bucket);
      int grown = since(count, bucket).stream().mapToInt(Note::difference).sum();
      count.set(bucket, size - grown);
      return size;
    }
    Map<String, Integer> steps = shelves.steps(count.index, bucket);
    int size = steps.values().stream().mapToInt(Integer::intValue).sum();
    for (Note note : since(count, bucket)) {
      steps.merge(note.step, -note.difference, Integer::sum);
    }
    steps.values().removeIf(stays -> stays == 0);
    count.set(bucket, steps);
    return size;
  }

  private List<Note> since(Count count, int bucket) {
    return notes.getOrDefault(Buckets.key(count.index, bucket), List.of()).stream()
        .filter(note -> note.at > count.moment)
        .toList();
  }
}
