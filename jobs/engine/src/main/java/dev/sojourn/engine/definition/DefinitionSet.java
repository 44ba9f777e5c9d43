package dev.sojourn.engine.definition;

import dev.sojourn.engine.audience.AudienceProgram;
import dev.sojourn.engine.expression.EventIndex;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.SlotLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All definitions in effect at one moment, indexed for the path of every event. Immutable.
 *
 * <p>Holds the live version of every document, and of journeys and templates every version that
 * someone may be inside of (V2).
 */
public final class DefinitionSet {
  /** By priority, highest first, then name; of one name, the live version first (T3). */
  public static final Comparator<Live<Journey>> ENTRY_ORDER =
      Comparator.comparingInt((Live<Journey> live) -> -live.document().priority())
          .thenComparing(live -> live.document().name())
          .thenComparing(Live::isTrial);

  private final long effectiveFrom;
  private final Map<String, Live<Journey>> journeys = new LinkedHashMap<>();
  private final Map<String, Live<Journey>> trials = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Journey>> journeyVersions = new HashMap<>();
  private final Map<Journey, Lookbacks> lookbacks = new IdentityHashMap<>();
  private final Map<String, List<Live<Journey>>> entriesByAudience = new HashMap<>();
  private final Map<String, List<Lookbacks.Recent>> recentByType = new HashMap<>();
  private final List<Lookbacks.Recent> recentTransitions = new ArrayList<>();
  private final Map<Long, Long> recentKept = new HashMap<>();
  private final boolean endsStays;
  private final Map<String, Channel> channels = new HashMap<>();
  private final Map<String, Template> templates = new HashMap<>();
  private final Map<String, Map<Integer, Template>> templateVersions = new HashMap<>();
  private final Map<String, ContactPolicy> policies = new HashMap<>();
  private final Map<String, Migration> migrations = new HashMap<>();
  private final AudienceProgram audiences;
  private final Map<String, EventInterest> interests = new HashMap<>();
  private final LiveCaps caps;

  /** A live version, or one on trial, with its state. */
  public record Live<D extends Document>(D document, PublicationState state) {
    /** Whether it stands beside the live version, and not in its place (V5, V6). */
    public boolean isTrial() {
      return state.isTrial();
    }
  }

  /**
   * What wants to see events of one type.
   *
   * @param layout the properties that are read
   * @param leaves indexes of the audience leaves of this type
   * @param entries journeys that such events may start, by priority (highest first), then name
   * @param entryIndex places in {@code entries}
   * @param concernsInstances whether some journey's exit, goal or await names the type
   * @param recent what is to be remembered of such events for awaits that look back (S4)
   */
  public record EventInterest(
      SlotLayout layout,
      EventIndex leaves,
      List<Live<Journey>> entries,
      EventIndex entryIndex,
      boolean concernsInstances,
      List<Lookbacks.Recent> recent) {}

  private DefinitionSet(Builder builder) {
    this.effectiveFrom = builder.effectiveFrom;
    List<Audience> live = new ArrayList<>();
    for (Builder.Entry entry : builder.entries) {
      Document document = entry.document;
      if (document instanceof Journey journey) {
        journeyVersions
            .computeIfAbsent(journey.name(), n -> new HashMap<>())
            .put(journey.version(), journey);
        entry.state.ifPresent(
            state ->
                (state.isTrial() ? trials : journeys)
                    .put(journey.name(), new Live<>(journey, state)));
      } else if (document instanceof Template template) {
        templateVersions
            .computeIfAbsent(template.name(), n -> new HashMap<>())
            .put(template.version(), template);
        if (entry.isLive()) {
          templates.put(template.name(), template);
        }
      } else if (entry.isLive()) {
        if (document instanceof Audience audience) {
          live.add(audience);
        } else if (document instanceof Channel channel) {
          channels.put(channel.name(), channel);
        } else if (document instanceof ContactPolicy policy) {
          policies.put(policy.name(), policy);
        } else if (document instanceof Migration migration
            && entry.state.equals(Optional.of(PublicationState.LIVE))) {
          migrations.put(migration.name(), migration);
        }
      }
    }
    this.audiences =
        builder.previous != null && builder.previous.audiences.isMadeOf(live)
            ? builder.previous.audiences
            : AudienceProgram.of(live);
    this.caps = new LiveCaps(policies.values());
    this.endsStays = journeys.values().stream().anyMatch(journey -> journey.state().endsStays());
    journeyVersions
        .values()
        .forEach(
            versions ->
                versions
                    .values()
                    .forEach(journey -> lookbacks.put(journey, Lookbacks.of(journey))));
    indexRecent();
    indexEntries();
    indexEvents();
  }

  /** Only live versions, and those on trial, have what came before the entry remembered. */
  private void indexRecent() {
    for (Live<Journey> live : enterable()) {
      for (Lookbacks.Recent recent : lookbacks.get(live.document()).recent()) {
        recentKept.merge(recent.sighting(), recent.keepMillis(), Math::max);
        if (recent.awaited() instanceof Step.AwaitedEvent event) {
          recentByType.computeIfAbsent(event.event().type(), type -> new ArrayList<>()).add(recent);
        } else {
          recentTransitions.add(recent);
        }
      }
    }
  }

  private void indexEntries() {
    for (Live<Journey> live : enterable()) {
      if (live.document().entry() instanceof Journey.AudienceEntry entry) {
        entriesByAudience
            .computeIfAbsent(entry.transition().audience(), name -> new ArrayList<>())
            .add(live);
      }
    }
    entriesByAudience.values().forEach(entries -> entries.sort(ENTRY_ORDER));
  }

  /** The journeys at whose entry somebody may ask. */
  private List<Live<Journey>> enterable() {
    List<Live<Journey>> enterable = new ArrayList<>();
    for (Live<Journey> live : journeys.values()) {
      if (live.state() != PublicationState.DELETED) {
        enterable.add(live);
      }
    }
    for (Live<Journey> live : trials.values()) {
      if (live.state() == PublicationState.DRY_RUN || live.document().test().isPresent()) {
        enterable.add(live);
      }
    }
    return enterable;
  }

  private void indexEvents() {
    Map<String, Set<List<String>>> paths = new HashMap<>();
    Map<String, List<Live<Journey>>> entries = new HashMap<>();
    Set<String> instanceTypes = new HashSet<>();
    audiences.reads().forEach((type, read) -> paths.put(type, new HashSet<>(read)));
    recentByType
        .values()
        .forEach(
            list ->
                list.forEach(
                    recent -> note(paths, ((Step.AwaitedEvent) recent.awaited()).event())));
    for (Live<Journey> live : enterable()) {
      if (live.document().entry() instanceof Journey.EventEntry entry) {
        note(paths, entry.event());
        entry.key().ifPresent(key -> paths.get(entry.event().type()).addAll(key.eventPaths()));
        entries.computeIfAbsent(entry.event().type(), t -> new ArrayList<>()).add(live);
      }
    }
    for (Map<Integer, Journey> versions : journeyVersions.values()) {
      for (Journey journey : versions.values()) {
        for (EventMatcher matcher : insideMatchers(journey)) {
          note(paths, matcher);
          instanceTypes.add(matcher.type());
        }
      }
    }
    paths.forEach(
        (type, read) -> {
          List<Live<Journey>> starts = entries.getOrDefault(type, new ArrayList<>());
          starts.sort(ENTRY_ORDER);
          interests.put(
              type,
              new EventInterest(
                  SlotLayout.of(read),
                  audiences.leavesOf(type),
                  List.copyOf(starts),
                  entryIndex(starts),
                  instanceTypes.contains(type),
                  List.copyOf(recentByType.getOrDefault(type, List.of()))));
        });
  }

  private static EventIndex entryIndex(List<Live<Journey>> starts) {
    SortedMap<Integer, List<Optional<Expression>>> wanted = new TreeMap<>();
    for (int i = 0; i < starts.size(); i++) {
      Journey.EventEntry entry = (Journey.EventEntry) starts.get(i).document().entry();
      wanted.put(i, List.of(entry.event().when()));
    }
    return EventIndex.of(wanted);
  }

  private static void note(Map<String, Set<List<String>>> paths, EventMatcher matcher) {
    Set<List<String>> read = paths.computeIfAbsent(matcher.type(), t -> new HashSet<>());
    matcher.when().map(Expression::eventPaths).ifPresent(read::addAll);
  }

  private static List<EventMatcher> insideMatchers(Journey journey) {
    List<EventMatcher> matchers = new ArrayList<>();
    for (Journey.Exit exit : journey.exits()) {
      if (exit instanceof Journey.EventExit event) {
        matchers.add(event.event());
      }
    }
    if (journey.goal().isPresent()
        && journey.goal().get().what() instanceof Journey.EventGoal goal) {
      matchers.add(goal.event());
    }
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Await await) {
        for (Step.Awaited awaited : await.matches()) {
          if (awaited instanceof Step.AwaitedEvent event) {
            matchers.add(event.event());
          }
        }
      }
    }
    return matchers;
  }

  /**
   * Since when these have been the definitions; {@link Long#MIN_VALUE}: as far back as is known.
   */
  public long effectiveFrom() {
    return effectiveFrom;
  }

  /** Empty if nothing wants to see events of this type: they may be dropped (A11). */
  public Optional<EventInterest> interest(String eventType) {
    return Optional.ofNullable(interests.get(eventType));
  }

  /** Every event type that something wants to see. */
  public Set<String> eventTypes() {
    return Set.copyOf(interests.keySet());
  }

  public Optional<Live<Journey>> liveJourney(String name) {
    return Optional.ofNullable(journeys.get(name));
  }

  /** The version of a journey that is tried beside the live one (V5, V6). */
  public Optional<Live<Journey>> trial(String name) {
    return Optional.ofNullable(trials.get(name));
  }

  /** Journeys that a change of an audience may start, in the order of entries. */
  public List<Live<Journey>> entriesByAudience(String audience) {
    return entriesByAudience.getOrDefault(audience, List.of());
  }

  /** Whether the stays in some journey are to be ended (V1). */
  public boolean endsStays() {
    return endsStays;
  }

  /** What the awaits of a version of {@link #journey} want to be remembered. */
  public Lookbacks lookbacks(Journey journey) {
    return lookbacks.get(journey);
  }

  /** What is to be remembered of changes of membership for awaits that look back. */
  public List<Lookbacks.Recent> recentTransitions() {
    return recentTransitions;
  }

  /**
   * How long what is remembered for awaits that look back matters, ms; 0 if it does not any more.
   */
  public long recentKept(long sighting) {
    return recentKept.getOrDefault(sighting, 0L);
  }

  /** Any version that someone may be inside of. */
  public Optional<Journey> journey(String name, int version) {
    return Optional.ofNullable(journeyVersions.getOrDefault(name, Map.of()).get(version));
  }

  public Optional<Channel> channel(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  /**
   * @param version 0 for the live one
   */
  public Optional<Template> template(String name, int version) {
    return Optional.ofNullable(
        version == 0
            ? templates.get(name)
            : templateVersions.getOrDefault(name, Map.of()).get(version));
  }

  public Optional<ContactPolicy> policy(String name) {
    return Optional.ofNullable(policies.get(name));
  }

  /** A migration that moves people now: its live version, unless it is paused or over (V3). */
  public Optional<Migration> migration(String name) {
    return Optional.ofNullable(migrations.get(name));
  }

  /** The live audiences, compiled together. */
  public AudienceProgram audiences() {
    return audiences;
  }

  /** The frequency caps of all live policies. */
  public LiveCaps caps() {
    return caps;
  }

  /** Collects the documents of a set. */
  static final class Builder {
    private final long effectiveFrom;
    private final DefinitionSet previous;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param previous whose compiled parts may be taken over; null for none
     */
    Builder(long effectiveFrom, DefinitionSet previous) {
      this.effectiveFrom = effectiveFrom;
      this.previous = previous;
    }

    /**
     * @param state empty for a version that is not the live one
     */
    Builder add(Document document, Optional<PublicationState> state) {
      entries.add(new Entry(document, state));
      return this;
    }

    DefinitionSet build() {
      return new DefinitionSet(this);
    }

    private record Entry(Document document, Optional<PublicationState> state) {
      boolean isLive() {
        return state.isPresent() && state.get().isInUse();
      }
    }
  }
}
