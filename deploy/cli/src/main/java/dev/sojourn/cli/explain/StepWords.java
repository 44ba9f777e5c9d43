package dev.sojourn.cli.explain;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Transitions of one visit in words: one line each. */
final class StepWords {
  private final Person person;
  private final Visit visit;
  private final JourneyOutline outline;
  private final Moments moments;
  private final DetailWords details;
  private final CauseWords causes;
  private final PassedWords passed;

  StepWords(Person person, Visit visit, JourneyOutline outline, Moments moments) {
    this.person = person;
    this.visit = visit;
    this.outline = outline;
    this.moments = moments;
    this.details = new DetailWords(moments);
    this.causes = new CauseWords(person);
    this.passed = new PassedWords(person, visit, outline, details, causes);
  }

  /** What happened, why, and where it led. */
  String of(Transition transition) {
    return switch (transition.kind()) {
      case Transition.ENTERED -> Sentence.of("entered").on(transition).toString();
      case Transition.WAITING -> waiting(transition).toString();
      case Transition.PASSED -> passed.of(transition).on(transition).toString();
      case Transition.HELD -> held(transition).toString();
      case Transition.SENT ->
          Sentence.of("message requested" + request(transition))
              .and(details.rest(transition.detail(), "request"))
              .on(transition)
              .toString();
      case Transition.NOT_SENT ->
          Sentence.of("not sent: " + reason(transition))
              .and(details.rest(transition.detail()))
              .on(transition)
              .toString();
      case Transition.CALLED ->
          Sentence.of("called " + called(transition))
              .and(limit(transition))
              .and(details.rest(transition.detail(), "request", "channel"))
              .toString();
      case Transition.ASSIGNED -> assigned(transition).on(transition).toString();
      case Transition.MOVED -> moved(transition).on(transition).toString();
      case Transition.GOAL -> goal(transition).on(transition).toString();
      case Transition.ENDED -> ended(transition).toString();
      default -> unknown(transition).on(transition).toString();
    };
  }

  private Sentence waiting(Transition transition) {
    String awaited = outline.awaited(transition.step());
    String what = awaited.isEmpty() ? "waits" : "waits for " + awaited + ",";
    if (transition.until().isPresent()) {
      return Sentence.of(what + " " + limit(transition)).and(details.rest(transition.detail()));
    }
    return Sentence.of(what + " without a limit of its own").and(details.rest(transition.detail()));
  }

  private Sentence held(Transition transition) {
    String until = transition.until().map(moment -> " " + limit(transition)).orElse("");
    Map<String, String> detail = transition.detail();
    if (transition.reason().equals("quiet-hours") && detail.containsKey("zone")) {
      return Sentence.of(
              "held"
                  + until
                  + " by quiet hours"
                  + (detail.containsKey("quietHours") ? " " + detail.get("quietHours") : "")
                  + " of "
                  + detail.get("zone"))
          .and(details.rest(detail, "zone", "quietHours"));
    }
    return Sentence.of("held" + until + ": " + reason(transition)).and(details.rest(detail));
  }

  private Sentence assigned(Transition transition) {
    String share = details.value(transition.detail(), "share");
    String what =
        transition.edge().equals("control")
            ? "assigned to the control, which gets no message from here on"
            : "assigned to side `" + transition.edge() + "`";
    return Sentence.of(share.isEmpty() ? what : what + " (" + share + ")")
        .and(details.rest(transition.detail(), "share"));
  }

  private Sentence goal(Transition transition) {
    String elapsed =
        transition.detail().containsKey("elapsed")
            ? details.value(transition.detail(), "elapsed")
            : visit
                .entry()
                .map(entry -> Moments.length(Duration.between(entry.at(), transition.at())))
                .orElse("");
    return causes.into(
        Sentence.of(
            "reached the goal" + (elapsed.isEmpty() ? "" : " " + elapsed + " after the entry")),
        transition.without("elapsed"),
        details);
  }

  private Sentence moved(Transition transition) {
    Map<String, String> detail = transition.detail();
    String how =
        switch (transition.reason()) {
          case "kept" -> " and goes on as before";
          case "recomputed" -> " and goes on, the limit counted anew";
          default -> "";
        };
    return Sentence.of(
            "moved from version "
                + detail.getOrDefault("fromVersion", "?")
                + " to version "
                + transition.version()
                + " by migration `"
                + detail.getOrDefault("migration", "?")
                + "`"
                + how
                + transition.until().map(moment -> ", " + limit(transition)).orElse(""))
        .and(details.rest(detail, "fromVersion", "migration"));
  }

  private Sentence ended(Transition transition) {
    Sentence sentence = Sentence.of("ended: " + reason(transition));
    return transition.reason().equals("completed")
        ? sentence.and(details.rest(transition.detail()))
        : causes.into(sentence, transition, details);
  }

  /** A kind that a newer engine writes. */
  private Sentence unknown(Transition transition) {
    return Sentence.of(
            transition.kind()
                + " (not known to this version)"
                + (transition.reason().isEmpty() ? "" : ": " + transition.reason())
                + transition.until().map(moment -> ", " + limit(transition)).orElse(""))
        .and(details.rest(transition.detail()));
  }

  /** The code, and what it means; the code alone if that is not known. */
  private static String reason(Transition transition) {
    return Reasons.of(transition)
        .map(Reason::codeAndWords)
        .orElse(transition.reason().isEmpty() ? "no reason is recorded" : transition.reason());
  }

  /** {@code until 2025-06-02 13:00:05 (1 h)}; empty without a limit. */
  private String limit(Transition transition) {
    return transition
        .until()
        .map(
            until ->
                "until "
                    + moments.at(until)
                    + " ("
                    + Moments.length(Duration.between(transition.at(), until))
                    + ")")
        .orElse("");
  }

  /** Of a message: through which channel, with which template, to whom. */
  private String request(Transition transition) {
    String target =
        requested(transition)
            .map(RequestWords::target)
            .orElseGet(
                () ->
                    RequestWords.target(
                        outline.step(transition.step()).path("channel").asText(),
                        outline.step(transition.step()).path("template").asText()));
    return target + id(transition);
  }

  /** Of a call: which system, with which template. */
  private String called(Transition transition) {
    String stated = outline.step(transition.step()).path("channel").asText();
    String channel =
        requested(transition)
            .map(Request::channel)
            .orElse(transition.detail().getOrDefault("channel", stated));
    String template = requested(transition).map(Request::template).orElse("");
    return (channel.isEmpty() ? "an outside system" : channel)
        + RequestWords.target("", template)
        + id(transition);
  }

  private Optional<Request> requested(Transition transition) {
    return Optional.ofNullable(person.requests().get(transition.request()))
        .flatMap(RequestStory::request);
  }

  private static String id(Transition transition) {
    return transition.request().isEmpty() ? "" : ", request " + Shortened.id(transition.request());
  }
}
