package dev.sojourn.cli.explain;

import dev.sojourn.cli.definition.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An explanation as lines for people. */
final class TextReport {
  /** A job that keeps up carries things out within less. */
  private static final Duration BEHIND = Duration.ofMinutes(1);

  private final Explanation explanation;
  private final Person person;
  private final Moments moments;
  private final CauseWords causes;
  private final DetailWords details;
  private final RequestWords requests;
  private final List<String> lines = new ArrayList<>();

  private TextReport(Explanation explanation) {
    this.explanation = explanation;
    this.person = explanation.person();
    this.moments = explanation.moments();
    this.causes = new CauseWords(person);
    this.details = new DetailWords(moments);
    this.requests = new RequestWords(moments);
  }

  static List<String> of(Explanation explanation) {
    return new TextReport(explanation).write();
  }

  private List<String> write() {
    lines.add(
        person.profile()
            + ", seen at "
            + moments.at(moments.now())
            + ", times in "
            + moments.zone());
    if (explanation.whyNot().isPresent()) {
      whyNot(explanation.whyNot().get());
    } else {
      person.visits().forEach(this::visit);
      refusals();
    }
    audiences();
    otherRequests();
    letters();
    if (person.isEmpty() && explanation.whyNot().isEmpty()) {
      nothing();
    }
    remedies();
    coverage();
    return lines;
  }

  private void heading(String text) {
    lines.add("");
    lines.add(text);
  }

  private void visit(Visit visit) {
    JourneyOutline outline = explanation.outline(visit);
    heading(
        visit.journey()
            + ", version "
            + visit.version()
            + live(visit)
            + (visit.key().isEmpty() ? "" : ", key " + visit.key())
            + ", instance "
            + Shortened.id(visit.instance()));
    lines.add("  entered  " + entered(visit));
    lines.add("  now      " + new PlaceWords(moments).of(visit, outline));
    lines.add("");
    StepWords words = new StepWords(person, visit, outline, moments);
    Timeline timeline = new Timeline(moments, visit.entry().map(Transition::at));
    Optional<Transition> before = Optional.empty();
    for (Transition transition : visit.toldTransitions()) {
      List<String> notes = new ArrayList<>();
      if (transition.asks()) {
        notes.addAll(requests.outcome(person.requests().get(transition.request())));
      }
      delay(transition, before).ifPresent(notes::add);
      timeline.add(transition.at(), transition.step(), words.of(transition), notes);
      before = Optional.of(transition);
    }
    lines.addAll(timeline.lines());
  }

  /** Which version is live, if it is another one. */
  private String live(Visit visit) {
    return explanation
        .library()
        .live(visit.journey())
        .map(Published.Live::version)
        .filter(version -> version != visit.version())
        .map(version -> " (" + version + " is live now)")
        .orElse("");
  }

  private String entered(Visit visit) {
    if (visit.entry().isEmpty()) {
      return "before what was read; an earlier --since may show it";
    }
    Transition entry = visit.entry().get();
    return causes.into(Sentence.of(moments.atAndFromNow(entry.at())), entry, details).toString();
  }

  /** Told once for all that was decided at one moment. */
  private static Optional<String> delay(Transition transition, Optional<Transition> before) {
    boolean told =
        before
            .filter(earlier -> earlier.at().equals(transition.at()))
            .filter(earlier -> earlier.delay().compareTo(BEHIND) >= 0)
            .isPresent();
    return told || transition.delay().compareTo(BEHIND) < 0
        ? Optional.empty()
        : Optional.of(
            "carried out "
                + Moments.length(transition.delay())
                + " late: the journeys job was behind");
  }

  private void refusals() {
    if (person.refusals().isEmpty()) {
      return;
    }
    heading("not let in");
    Timeline timeline = new Timeline(moments, Optional.empty());
    for (Transition refusal : person.refusals()) {
      timeline.add(refusal.at(), refusal.journey(), refused(refusal), List.of());
    }
    lines.addAll(timeline.lines());
  }

  private String refused(Transition refusal) {
    return causes
        .into(
            Sentence.of(
                "version "
                    + refusal.version()
                    + (refusal.key().isEmpty() ? "" : ", key " + refusal.key())
                    + ": "
                    + Reasons.of(refusal).map(Reason::codeAndWords).orElse(refusal.reason())),
            refusal,
            details)
        .toString();
  }

  private void audiences() {
    AudienceWords words = new AudienceWords(explanation.library(), causes);
    for (AudienceStay stay : person.audiences()) {
      AudienceTurn last = stay.last();
      heading(
          "audience "
              + stay.audience()
              + ": "
              + (last.entered() ? "in it since " : "not in it since ")
              + moments.atAndFromNow(last.at()));
      Timeline timeline = new Timeline(moments, Optional.empty());
      stay.turns().forEach(turn -> timeline.add(turn.at(), "", words.of(turn), List.of()));
      lines.addAll(timeline.lines());
    }
  }

  private void otherRequests() {
    List<RequestStory> others = person.otherRequests();
    if (others.isEmpty()) {
      return;
    }
    heading("requests of others, or of steps that were not read");
    Timeline timeline = new Timeline(moments, Optional.empty());
    for (RequestStory story : others) {
      Optional<Request> request = story.request();
      timeline.add(
          request.map(Request::requestedAt),
          "",
          "request "
              + Shortened.id(story.id())
              + request
                  .map(r -> RequestWords.target(r) + ", by " + RequestWords.origin(r))
                  .orElse(""),
          requests.outcome(story));
    }
    lines.addAll(timeline.lines());
  }

  private void letters() {
    if (person.letters().isEmpty()) {
      return;
    }
    heading("dead letters");
    Timeline timeline = new Timeline(moments, Optional.empty());
    for (Letter letter : person.letters()) {
      timeline.add(
          letter.at(),
          letter.code(),
          letter.message(),
          letter.origin().isEmpty() ? List.of() : List.of("the record is at " + letter.origin()));
    }
    lines.addAll(timeline.lines());
  }

  private void whyNot(WhyNot answer) {
    heading("why not " + answer.journey() + "?");
    lines.addAll(WhyNotWords.of(answer, explanation, this::refused));
  }

  private void nothing() {
    lines.add("");
    if (person.isUnknown()) {
      lines.add("Nothing is known of this person: no record with exactly this key was read.");
      lines.add(
          "Is the key spelt as the producer writes it, is this the right installation (--prefix), and do --since and --until let it be seen?");
    } else {
      lines.add(
          "No journey, audience or message of this person is recorded, but "
              + person.signals().all().size()
              + " signals are, the last "
              + person.lastSignal().map(moments::atAndFromNow).orElse("")
              + ".");
      lines.add("Why a journey did not take them: --why-not JOURNEY.");
    }
  }

  private void remedies() {
    List<Reason> reasons = explanation.reasons();
    if (reasons.isEmpty()) {
      return;
    }
    heading("what to do");
    int width = reasons.stream().mapToInt(reason -> reason.code().length()).max().orElse(0);
    reasons.forEach(
        reason -> lines.add("  " + Timeline.padded(reason.code(), width) + "  " + reason.remedy()));
  }

  private void coverage() {
    lines.add("");
    List<String> parts = new ArrayList<>();
    for (Coverage part : explanation.coverage()) {
      parts.add(
          part.topic()
              + part.oldest().map(oldest -> " since " + moments.at(oldest)).orElse(" (empty)")
              + (part.unreadable() == 0
                  ? ""
                  : ", " + part.unreadable() + " of the person's records unreadable"));
    }
    lines.add(
        "read: "
            + String.join("; ", parts)
            + (explanation.repeated() == 0
                ? ""
                : "; " + explanation.repeated() + " repeated records left out"));
  }
}
