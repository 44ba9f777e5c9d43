package dev.sojourn.cli.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is known of one person, sorted by what it belongs to.
 *
 * @param visits by when they began
 * @param refusals entries that were refused, in order
 * @param audiences by name
 * @param requests by id, in order; also those that are known from steps or reports only
 * @param letters dead letters, in order
 */
record Person(
    String profile,
    List<Visit> visits,
    List<Transition> refusals,
    List<AudienceStay> audiences,
    Map<String, RequestStory> requests,
    Signals signals,
    List<Letter> letters) {

  static Person of(String profile, Evidence evidence) {
    Map<String, List<Transition>> instances = new LinkedHashMap<>();
    List<Transition> refusals = new ArrayList<>();
    for (Transition transition : evidence.transitions()) {
      if (transition.instance().isEmpty()) {
        refusals.add(transition);
      } else {
        instances.computeIfAbsent(transition.instance(), id -> new ArrayList<>()).add(transition);
      }
    }
    List<Visit> visits = new ArrayList<>();
    instances.forEach((id, transitions) -> visits.add(visit(id, transitions)));
    visits.sort(Comparator.comparing(visit -> visit.first().at()));
    refusals.sort(Comparator.comparing(Transition::at));
    List<Letter> letters = new ArrayList<>(evidence.letters());
    letters.sort(Comparator.comparing(Letter::at));
    return new Person(
        profile,
        List.copyOf(visits),
        List.copyOf(refusals),
        audiences(evidence),
        requests(evidence),
        new Signals(evidence.signals()),
        List.copyOf(letters));
  }

  private static Visit visit(String instance, List<Transition> transitions) {
    transitions.sort(Comparator.comparing(Transition::number));
    Transition last = transitions.get(transitions.size() - 1);
    return new Visit(
        instance,
        last.journey(),
        last.version(),
        last.key(),
        List.copyOf(transitions),
        transitions.size());
  }

  private static List<AudienceStay> audiences(Evidence evidence) {
    Map<String, List<AudienceTurn>> byName = new TreeMap<>();
    evidence
        .turns()
        .forEach(turn -> byName.computeIfAbsent(turn.audience(), n -> new ArrayList<>()).add(turn));
    return byName.entrySet().stream()
        .map(entry -> new AudienceStay(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  private static Map<String, RequestStory> requests(Evidence evidence) {
    Map<String, List<Report>> feedback = new LinkedHashMap<>();
    evidence
        .feedback()
        .forEach(
            report ->
                feedback.computeIfAbsent(report.request(), id -> new ArrayList<>()).add(report));
    Map<String, String> instances = new LinkedHashMap<>();
    evidence
        .requests()
        .values()
        .forEach(request -> request.instance().ifPresent(id -> instances.put(request.id(), id)));
    evidence.transitions().stream()
        .filter(Transition::asks)
        .forEach(step -> instances.putIfAbsent(step.request(), step.instance()));
    Set<String> ids = new LinkedHashSet<>(evidence.requests().keySet());
    ids.addAll(instances.keySet());
    ids.addAll(evidence.outcomes().keySet());
    ids.addAll(feedback.keySet());
    Map<String, RequestStory> stories = new LinkedHashMap<>();
    for (String id : ids) {
      stories.put(
          id,
          new RequestStory(
              id,
              Optional.ofNullable(instances.get(id)),
              Optional.ofNullable(evidence.requests().get(id)),
              Optional.ofNullable(evidence.recalls().get(id)),
              Optional.ofNullable(evidence.outcomes().get(id)),
              List.copyOf(feedback.getOrDefault(id, List.of()))));
    }
    return stories;
  }

  /** Whether nothing at all is known. */
  boolean isUnknown() {
    return isEmpty() && signals.all().isEmpty();
  }

  /** Whether there is nothing to tell but, perhaps, signals. */
  boolean isEmpty() {
    return visits.isEmpty()
        && refusals.isEmpty()
        && audiences.isEmpty()
        && requests.isEmpty()
        && letters.isEmpty();
  }

  /** The visit that made a request; empty if none of those known did. */
  Optional<Visit> visitOf(RequestStory story) {
    return visits.stream()
        .filter(visit -> story.instance().filter(visit.instance()::equals).isPresent())
        .findFirst();
  }

  /**
   * The report at hand in a transition. Reports have the ids of their requests, and several may
   * come on one: it is the one that was logged at the transition's moment. Empty for another
   * signal.
   */
  Optional<Report> reportBehind(Transition transition) {
    return Optional.ofNullable(requests.get(transition.signal()))
        .flatMap(
            story ->
                Stream.concat(story.outcome().stream(), story.feedback().stream())
                    .filter(report -> report.loggedAt().equals(transition.at()))
                    .findFirst()
                    .or(story::outcome));
  }

  /** Requests that no known visit made: campaigns', applications', or of steps no longer kept. */
  List<RequestStory> otherRequests() {
    return requests.values().stream().filter(story -> visitOf(story).isEmpty()).toList();
  }

  /** What concerns one journey. */
  Person onlyJourney(String journey) {
    List<Visit> mine = visits.stream().filter(visit -> visit.journey().equals(journey)).toList();
    return new Person(
        profile,
        mine,
        refusals.stream().filter(refusal -> refusal.journey().equals(journey)).toList(),
        List.of(),
        requestsOf(mine),
        signals,
        letters.stream().filter(letter -> letter.message().contains(journey)).toList());
  }

  /** What led to one request, and what became of it. */
  Person onlyRequest(RequestStory story) {
    List<Visit> mine =
        visitOf(story).map(visit -> List.of(visit.upTo(story.id()))).orElse(List.of());
    return new Person(
        profile, mine, List.of(), List.of(), Map.of(story.id(), story), signals, List.of());
  }

  private Map<String, RequestStory> requestsOf(List<Visit> mine) {
    Map<String, RequestStory> theirs = new LinkedHashMap<>();
    requests.forEach(
        (id, story) -> {
          if (visitOf(story).filter(mine::contains).isPresent()) {
            theirs.put(id, story);
          }
        });
    return theirs;
  }

  /** The requests whose ids begin so: people see and copy the beginnings of ids. */
  List<RequestStory> requestsLike(String beginning) {
    return requests.values().stream().filter(story -> story.id().startsWith(beginning)).toList();
  }

  /** When anything was last heard of the person; empty if nothing ever was. */
  Optional<Instant> lastSignal() {
    return signals.all().stream().map(SignalSeen::loggedAt).max(Instant::compareTo);
  }
}
