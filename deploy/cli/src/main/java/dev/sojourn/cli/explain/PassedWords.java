package dev.sojourn.cli.explain;

import dev.sojourn.cli.explain.Reason.Group;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How a person got past a step, in words: it depends on the kind of the step. */
final class PassedWords {
  private final Person person;
  private final Visit visit;
  private final JourneyOutline outline;
  private final DetailWords details;
  private final CauseWords causes;

  PassedWords(
      Person person, Visit visit, JourneyOutline outline, DetailWords details, CauseWords causes) {
    this.person = person;
    this.visit = visit;
    this.outline = outline;
    this.details = details;
    this.causes = causes;
  }

  Sentence of(Transition transition) {
    return switch (kind(transition)) {
      case "wait" -> waited(transition);
      case "await" -> awaited(transition);
      case "branch" -> branched(transition);
      case "send" -> sent(transition);
      case "call" -> called(transition);
      case "update" -> plain("changed the profile", transition);
      case "emit" -> emitted(transition);
      case "jump" -> jumped(transition);
      default -> plain("passed", transition);
    };
  }

  /** The kind of the step by the document; where that is not known, by what the record shows. */
  private String kind(Transition transition) {
    String stated = outline.kind(transition.step());
    if (!stated.isEmpty()) {
      return stated;
    }
    Optional<Transition> stop =
        visit.before(
            transition,
            earlier ->
                earlier.step().equals(transition.step()) && Place.after(earlier).isPresent());
    return switch (stop.map(Transition::kind).orElse(transition.edge())) {
      case Transition.SENT -> "send";
      case Transition.CALLED -> "call";
      case Transition.WAITING -> transition.reason().isEmpty() ? "wait" : "await";
      case "when", "else" -> "branch";
      case "notSent", "timeout" -> "await";
      default -> "";
    };
  }

  private Sentence waited(Transition transition) {
    if (!transition.reason().isEmpty()) {
      return plain("did not wait", transition);
    }
    String length =
        visit
            .before(
                transition,
                earlier ->
                    earlier.is(Transition.WAITING) && earlier.step().equals(transition.step()))
            .map(began -> " " + Moments.length(Duration.between(began.at(), transition.at())))
            .orElse("");
    return Sentence.of("waited" + length).and(details.rest(transition.detail()));
  }

  private Sentence awaited(Transition transition) {
    return switch (transition.reason()) {
      case "timeout", "not-sent" -> plain("got nothing of what it waited for", transition);
      case "" -> Sentence.of("got what it waited for").and(details.rest(transition.detail()));
      default ->
          causes.into(
              Sentence.of("got what it waited for: `" + transition.reason() + "`"),
              transition,
              details);
    };
  }

  private Sentence branched(Transition transition) {
    Map<String, String> detail = transition.detail();
    return switch (transition.edge()) {
      case "when" ->
          Sentence.of("took `when " + detail.getOrDefault("condition", transition.reason()) + "`")
              .and(details.rest(detail, "condition"));
      case "else" -> Sentence.of("took `else`: no condition held").and(details.rest(detail));
      default -> plain("took `" + transition.edge() + "`", transition);
    };
  }

  private Sentence sent(Transition transition) {
    boolean well = transition.reason().equals("sent");
    return well
        ? Sentence.of("the message was sent").and(details.rest(transition.detail(), "request"))
        : plain("the message was not sent", transition);
  }

  private Sentence called(Transition transition) {
    String channel = outline.step(transition.step()).path("channel").asText();
    String called = channel.isEmpty() ? "an outside system" : channel;
    return switch (transition.edge()) {
      case "next" ->
          Sentence.of("called " + called + ": it answered")
              .and(answer(transition))
              .and(details.rest(transition.detail(), "request"));
      case "timeout" -> plain("called " + called + ": no answer in time", transition);
      default -> plain("called " + called + ": failed", transition);
    };
  }

  private String answer(Transition transition) {
    RequestStory story = person.requests().get(transition.request());
    return story == null
        ? ""
        : story
            .outcome()
            .filter(report -> !report.answer().isEmpty())
            .map(report -> Flow.of(report.answer()))
            .orElse("");
  }

  private Sentence emitted(Transition transition) {
    String stated = outline.step(transition.step()).path("type").asText();
    String type = transition.detail().getOrDefault("event", stated);
    return Sentence.of("emitted event `" + type + "`")
        .and(details.rest(transition.detail(), "event"));
  }

  private Sentence jumped(Transition transition) {
    String stated = outline.step(transition.step()).path("journey").asText();
    String journey = transition.detail().getOrDefault("journey", stated);
    return transition.edge().equals("failed") || !transition.reason().isEmpty()
        ? Sentence.of("journey `" + journey + "` did not let the person in: ")
            .add(
                Reasons.of(Group.ENTRY, transition.reason())
                    .or(() -> Reasons.of(Group.PASS, transition.reason()))
                    .map(Reason::codeAndWords)
                    .orElse(transition.reason()))
            .and(details.rest(transition.detail(), "journey"))
        : Sentence.of("started journey `" + journey + "`")
            .and(details.rest(transition.detail(), "journey"));
  }

  /** What happened, the reason if there is one, and what it rested on. */
  private Sentence plain(String what, Transition transition) {
    String reason =
        Reasons.of(transition)
            .map(known -> ": " + known.codeAndWords())
            .orElse(transition.reason().isEmpty() ? "" : ": " + transition.reason());
    return Sentence.of(what + reason).and(details.rest(transition.detail(), "request"));
  }
}
