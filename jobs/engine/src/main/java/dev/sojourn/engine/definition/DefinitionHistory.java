package dev.sojourn.engine.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the definitions topic has said so far, by log time (rule 5 of the architecture).
 *
 * <p>A record takes effect {@link #DELAY} ms after its own log time, so that whoever has read the
 * topic up to t − {@code DELAY} knows what is in effect at t. {@link #knows} tells whether that is
 * so. Records may come in any order of kinds, but each at or after the log time of the one before,
 * as they do from one partition.
 *
 * <p>Not thread-safe: belongs to one operator. The parser may be shared and should cache.
 */
public final class DefinitionHistory implements Definitions {
  /** From a record's log time to its effect, ms. */
  public static final long DELAY = 1_000;

  private static final int MOST_RECENT = 16;

  private final DocumentParser parser;
  private final Consumer<DefinitionException> refused;

  private final Map<Key, DefinitionRecord.Version> versions = new HashMap<>();

  /** The pointer in effect before everything in {@link #pending}. */
  private final Map<Key, DefinitionRecord.Pointer> base = new HashMap<>();

  /** Pointers by the moment they take effect; several may do so in one millisecond. */
  private final TreeMap<Long, List<DefinitionRecord>> pending = new TreeMap<>();

  /**
   * Sets built lately, by the moment from which on they are in effect: partitions that are read at
   * different paces ask for different moments in turn, and a set is dear to build.
   */
  private final Map<Long, DefinitionSet> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, DefinitionSet> eldest) {
          return size() > MOST_RECENT;
        }
      };

  private long knownUntil = Long.MIN_VALUE;

  /** The set last asked for, and the moments for which it is the one: from inclusive, until not. */
  private DefinitionSet current;

  private long currentFrom = Long.MAX_VALUE;
  private long currentUntil = Long.MIN_VALUE;

  /**
   * @param refused told of each document that cannot be used, once per set in which it is missing
   */
  public DefinitionHistory(DocumentParser parser, Consumer<DefinitionException> refused) {
    this.parser = parser;
    this.refused = refused;
  }

  /**
   * Takes in a record. The first record of a version counts; a later one with other content is
   * ignored.
   */
  public void add(DefinitionRecord record) {
    if (record instanceof DefinitionRecord.Version version
        && versions.putIfAbsent(Key.of(record), version) != null) {
      advance(record.logTime());
      return;
    }
    long effect = record.logTime() + DELAY;
    pending.computeIfAbsent(effect, at -> new ArrayList<>()).add(record);
    // What is in effect before stays as it is.
    recent.keySet().removeIf(from -> from >= effect);
    currentUntil = Math.min(currentUntil, effect);
    advance(record.logTime());
  }

  /** Says that the topic has been read up to this log time. */
  public void advance(long logTime) {
    knownUntil = Math.max(knownUntil, logTime);
  }

  /**
   * The log time up to which the topic has been read; {@link Long#MIN_VALUE} before the first
   * record.
   */
  public long knownUntil() {
    return knownUntil;
  }

  /**
   * Whether everything that is in effect at a moment has been read. A further record may still come
   * at {@link #knownUntil} itself.
   */
  public boolean knows(long at) {
    return knownUntil > at - DELAY;
  }

  /**
   * The watermark that this topic allows: no signal at or before it will be handled under
   * definitions that are not yet read.
   */
  public long frontier() {
    return knownUntil == Long.MIN_VALUE ? Long.MIN_VALUE : knownUntil + DELAY - 1;
  }

  @Override
  public DefinitionSet at(long at) {
    if (at < currentFrom || at >= currentUntil) {
      Long from = pending.floorKey(at);
      Long until = pending.higherKey(at);
      currentFrom = from == null ? Long.MIN_VALUE : from;
      currentUntil = until == null ? Long.MAX_VALUE : until;
      DefinitionSet known = recent.get(currentFrom);
      current = known == null ? build(at) : known;
      recent.put(currentFrom, current);
    }
    return current;
  }

  /**
   * The last moment up to which what is in effect at another stays in effect, as far as has been
   * read; {@link Long#MAX_VALUE} if no change has been read.
   */
  public long unchangedUntil(long at) {
    Long change = pending.higherKey(at);
    return change == null ? Long.MAX_VALUE : change - 1;
  }

  private DefinitionSet build(long at) {
    Map<Key, DefinitionRecord.Pointer> pointers = new HashMap<>(base);
    Map<Key, DefinitionRecord.Version> known = new HashMap<>(versions);
    long from = Long.MIN_VALUE;
    for (Map.Entry<Long, List<DefinitionRecord>> change : pending.headMap(at, true).entrySet()) {
      from = change.getKey();
      for (DefinitionRecord record : change.getValue()) {
        if (record instanceof DefinitionRecord.Pointer pointer) {
          point(pointers, pointer);
        }
      }
    }
    for (List<DefinitionRecord> later : pending.tailMap(at, false).values()) {
      for (DefinitionRecord record : later) {
        if (record instanceof DefinitionRecord.Version) {
          known.remove(Key.of(record));
        }
      }
    }
    return build(from, pointers, known);
  }

  private DefinitionSet build(
      long from,
      Map<Key, DefinitionRecord.Pointer> pointers,
      Map<Key, DefinitionRecord.Version> known) {
    DefinitionSet.Builder builder = new DefinitionSet.Builder(from, current);
    known.values().stream()
        .sorted(
            Comparator.comparing(DefinitionRecord.Version::kind)
                .thenComparing(DefinitionRecord.Version::name)
                .thenComparingInt(DefinitionRecord.Version::version))
        .forEach(
            version -> {
              Optional<PublicationState> state = state(pointers, version);
              // Of anything but journeys only the live version matters (V2).
              if (state.isPresent()
                  || version.kind() == Kind.JOURNEY
                  || version.kind() == Kind.TEMPLATE) {
                parse(version).ifPresent(document -> builder.add(document, state));
              }
            });
    return builder.build();
  }

  /** What is tried stands beside the live version (V5, V6), until it is withdrawn. */
  private static void point(
      Map<Key, DefinitionRecord.Pointer> pointers, DefinitionRecord.Pointer pointer) {
    int place = pointer.state().isTrial() ? TRIAL : LIVE;
    pointers.put(Key.of(pointer.kind(), pointer.name(), place), pointer);
  }

  private static Optional<PublicationState> state(
      Map<Key, DefinitionRecord.Pointer> pointers, DefinitionRecord.Version version) {
    for (int place : new int[] {LIVE, TRIAL}) {
      DefinitionRecord.Pointer pointer =
          pointers.get(Key.of(version.kind(), version.name(), place));
      if (pointer != null
          && pointer.version() == version.version()
          && pointer.state() != PublicationState.WITHDRAWN) {
        return Optional.of(pointer.state());
      }
    }
    return Optional.empty();
  }

  private Optional<Document> parse(DefinitionRecord.Version version) {
    try {
      return Optional.of(parser.parse(version.kind(), version.json()));
    } catch (DefinitionException e) {
      refused.accept(e);
      return Optional.empty();
    }
  }

  /**
   * Forgets what was in effect only before a moment that no signal or wake-up can come before any
   * more.
   *
   * @param watermark ms since the epoch
   */
  public void prune(long watermark) {
    Long last = pending.floorKey(watermark);
    if (last == null) {
      return;
    }
    DefinitionSet first = recent.get(last);
    recent.keySet().removeIf(from -> from <= last);
    if (first != null) {
      recent.put(Long.MIN_VALUE, first);
    }
    // Asked for again, it is found by its new beginning.
    currentUntil = Long.MIN_VALUE;
    while (!pending.isEmpty() && pending.firstKey() <= watermark) {
      for (DefinitionRecord record : pending.pollFirstEntry().getValue()) {
        if (record instanceof DefinitionRecord.Pointer pointer) {
          point(base, pointer);
        }
      }
    }
  }

  /** All records still needed, in an order in which they may be added again. */
  public List<DefinitionRecord> records() {
    List<DefinitionRecord> all = new ArrayList<>(versions.values());
    all.addAll(base.values());
    pending
        .values()
        .forEach(
            list ->
                list.stream().filter(DefinitionRecord.Pointer.class::isInstance).forEach(all::add));
    all.sort(Comparator.comparingLong(DefinitionRecord::logTime));
    return all;
  }

  /** Pointers' places among keys, where versions have theirs. */
  private static final int LIVE = 0;

  private static final int TRIAL = -1;

  private record Key(Kind kind, String name, int version) {
    static Key of(Kind kind, String name, int version) {
      return new Key(kind, name, version);
    }

    static Key of(DefinitionRecord record) {
      return new Key(record.kind(), record.name(), record.version());
    }
  }
}
