package dev.sojourn.cli.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.definition.Published;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is to be told of a person: everything, or the answer to a question. */
public final class Explanation {
  /** Control characters, and those that turn the direction of text: anyone may write an event. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

  private final Person person;
  private final Optional<WhyNot> whyNot;
  private final Library library;
  private final Moments moments;
  private final List<Coverage> coverage;
  private final int repeated;

  private Explanation(
      Person person,
      Optional<WhyNot> whyNot,
      Library library,
      Moments moments,
      List<Coverage> coverage,
      int repeated) {
    this.person = person;
    this.whyNot = whyNot;
    this.library = library;
    this.moments = moments;
    this.coverage = coverage;
    this.repeated = repeated;
  }

  /**
   * Everything that is known of a person.
   *
   * @param published the documents that the records speak of
   * @param zone in which moments are told
   * @param now from which they are seen
   */
  public static Explanation of(
      String profile, Evidence evidence, Published published, ZoneId zone, Instant now) {
    return new Explanation(
        Person.of(profile, evidence),
        Optional.empty(),
        new Library(published),
        new Moments(zone, now),
        List.copyOf(evidence.coverage()),
        evidence.repeated());
  }

  /** What concerns one journey. */
  public Explanation onlyJourney(String journey) {
    return with(person.onlyJourney(journey), Optional.empty());
  }

  /**
   * What led to one request, and what became of it.
   *
   * @param beginning of its id, or all of it
   * @throws CommandException if no request of the person has such an id, or several have
   */
  public Explanation onlyRequest(String beginning) {
    List<RequestStory> found = person.requestsLike(beginning);
    if (found.isEmpty()) {
      throw CommandException.problem(
          "no request of "
              + person.profile()
              + " whose id begins with "
              + beginning
              + " is among what was read; without --request all are shown");
    }
    if (found.size() > 1) {
      throw CommandException.problem(
          "there are several requests whose id begins with "
              + beginning
              + ": "
              + String.join(", ", found.stream().map(RequestStory::id).toList()));
    }
    return with(person.onlyRequest(found.get(0)), Optional.empty());
  }

  /** Why the person is not in a journey, or got no message from it. */
  public Explanation whyNot(String journey) {
    EntryChecks checks = new EntryChecks(person, coverage, library, moments);
    return with(person.onlyJourney(journey), Optional.of(WhyNot.of(journey, person, checks)));
  }

  private Explanation with(Person part, Optional<WhyNot> answer) {
    return new Explanation(part, answer, library, moments, coverage, repeated);
  }

  /** Whether nothing at all is known of the person, not even an event. */
  public boolean isUnknown() {
    return person.isUnknown();
  }

  /** As lines for people; nothing in them can do more to a terminal than be seen. */
  public List<String> toLines() {
    return TextReport.of(this).stream()
        .map(line -> UNPRINTABLE.matcher(line).replaceAll("\uFFFD"))
        .toList();
  }

  /** As one document for programs. */
  public ObjectNode toJson() {
    return JsonReport.of(this);
  }

  Person person() {
    return person;
  }

  /** The answer to a question of that kind; empty if none was asked. */
  Optional<WhyNot> whyNot() {
    return whyNot;
  }

  Library library() {
    return library;
  }

  Moments moments() {
    return moments;
  }

  /** What was read. */
  List<Coverage> coverage() {
    return coverage;
  }

  /** How many records had been read before under the same identity, and were left out. */
  int repeated() {
    return repeated;
  }

  JourneyOutline outline(Visit visit) {
    return library.journey(visit.journey(), visit.version());
  }

  /** The reasons that occur and about which something can be done, each once, in order. */
  List<Reason> reasons() {
    Set<Reason> reasons = new LinkedHashSet<>();
    List<Transition> transitions = new ArrayList<>(person.refusals());
    person.visits().forEach(visit -> transitions.addAll(visit.toldTransitions()));
    transitions.forEach(transition -> Reasons.of(transition).ifPresent(reasons::add));
    person
        .requests()
        .values()
        .forEach(story -> story.outcome().flatMap(Reasons::of).ifPresent(reasons::add));
    return reasons.stream().filter(Reason::isActionable).toList();
  }
}
