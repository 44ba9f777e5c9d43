package dev.sojourn.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.cli.definition.Published;
import dev.sojourn.cli.explain.Check.Answer;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why a person may not have come into a journey although no refusal is recorded: what is checked,
 * in its order (E2, E3, E6, E8), and what the records tell of each. Events whose type or condition
 * did not match are only counted (E9), so that much stays unknown, and is said to be.
 */
final class EntryChecks {
  private static final Pattern PROPERTY = Pattern.compile("\\bevent\\.([A-Za-z_]\\w*)");

  private final Person person;
  private final List<Coverage> coverage;
  private final Library library;
  private final Moments moments;

  EntryChecks(Person person, List<Coverage> coverage, Library library, Moments moments) {
    this.person = person;
    this.coverage = coverage;
    this.library = library;
    this.moments = moments;
  }

  /** Up to the first that was not so: what comes after it was not reached. */
  List<Check> of(String journey) {
    List<Check> checks = new ArrayList<>();
    Optional<Published.Live> live = library.live(journey).or(() -> library.trial(journey));
    checks.add(published(journey, live));
    if (live.isPresent()) {
      JsonNode spec = library.journey(journey, live.get().version()).spec();
      checks.add(isLive(live.get()));
      dates(spec).ifPresent(checks::add);
      checks.addAll(entry(journey, spec.path("entry")));
      checks.add(guards());
    }
    int end = 0;
    while (end < checks.size() && checks.get(end).answer() != Answer.NO) {
      end++;
    }
    return checks.subList(0, Math.min(checks.size(), end + 1));
  }

  private Check published(String journey, Optional<Published.Live> live) {
    return live.isPresent()
        ? new Check("the journey is published", Answer.YES, "version " + live.get().version())
        : new Check(
            "the journey is published",
            Answer.NO,
            "there is no journey " + journey + "; there are " + names(library.journeys()));
  }

  private static Check isLive(Published.Live live) {
    String what = "the journey is live";
    return switch (live.state()) {
      case LIVE ->
          new Check(
              what,
              Answer.YES,
              "now; what was logged before it was published, and for a second after, starts nothing");
      case DRY_RUN ->
          new Check(what, Answer.YES, "as a dry run: what it would send is not sent (V6)");
      case DRAFT ->
          new Check(
              what,
              Answer.UNKNOWN,
              "it is a draft: only profiles whose attribute `test` is true come in (V5)");
      case PAUSED, CLOSED, FINISHED, STOPPED, WITHDRAWN, DELETED ->
          new Check(
              what,
              Answer.NO,
              "it is " + live.state().label() + " now; `sojourn apply --state live` changes that");
    };
  }

  private Optional<Check> dates(JsonNode spec) {
    if (!spec.has("startsAt") && !spec.has("endsAt")) {
      return Optional.empty();
    }
    String what = "the journey's dates allow it";
    try {
      Predicate<String> isPast =
          name ->
              !OffsetDateTime.parse(spec.path(name).asText()).toInstant().isAfter(moments.now());
      if (spec.has("startsAt") && !isPast.test("startsAt")) {
        return Optional.of(
            new Check(what, Answer.NO, "it starts at " + spec.path("startsAt").asText()));
      }
      if (spec.has("endsAt") && isPast.test("endsAt")) {
        return Optional.of(
            new Check(what, Answer.NO, "it ended at " + spec.path("endsAt").asText()));
      }
      return Optional.of(new Check(what, Answer.YES, "now"));
    } catch (DateTimeException e) {
      return Optional.of(
          new Check(
              what,
              Answer.UNKNOWN,
              "startsAt "
                  + spec.path("startsAt").asText()
                  + ", endsAt "
                  + spec.path("endsAt").asText()));
    }
  }

  private List<Check> entry(String journey, JsonNode entry) {
    if (entry.has("event")) {
      return event(entry);
    } else if (entry.has("audience")) {
      return List.of(audience(entry.path("audience")));
    } else if (entry.has("request")) {
      return List.of(request(journey));
    }
    return List.of(new Check("something starts it", Answer.UNKNOWN, Flow.of(entry)));
  }

  private List<Check> event(JsonNode entry) {
    JsonNode event = entry.path("event");
    String type = event.path("type").asText();
    String what = "an event `" + type + "` of the person was logged";
    List<SignalSeen> came = person.signals().of(SignalSeen.Kind.EVENT, type);
    if (came.isEmpty()) {
      return List.of(new Check(what, Answer.NO, noneOfThese("event")));
    }
    List<Check> checks = new ArrayList<>();
    SignalSeen last = came.get(came.size() - 1);
    checks.add(
        new Check(
            what,
            Answer.YES,
            came.size()
                + (came.size() == 1 ? " was, " : " were, the last ")
                + moments.atAndFromNow(last.loggedAt())
                + ", id "
                + last.id()));
    if (event.has("when")) {
      String when = event.path("when").asText();
      checks.add(
          new Check(
              "its condition `" + when + "` held",
              Answer.UNKNOWN,
              "events for which it did not are only counted (entry-not-matched)"
                  + properties(when, last)));
    }
    if (entry.has("key")) {
      String key = entry.path("key").asText();
      checks.add(
          new Check(
              "its key `" + key + "` gave a value",
              Answer.UNKNOWN,
              "events without one are only counted (entry-without-key)" + properties(key, last)));
    }
    return checks;
  }

  /** What an expression reads of an event, with its values in this one. */
  private static String properties(String expression, SignalSeen event) {
    Set<String> names = new LinkedHashSet<>();
    Matcher reads = PROPERTY.matcher(expression);
    while (reads.find()) {
      names.add(reads.group(1));
    }
    return names.isEmpty()
        ? ""
        : "; in the last one "
            + names.stream()
                .map(
                    name ->
                        event.content().containsKey(name)
                            ? name + " = " + Flow.of(event.content().get(name))
                            : name + " is missing")
                .collect(Collectors.joining(", "));
  }

  private Check audience(JsonNode audience) {
    String what = "the person's " + JourneyOutline.transition(audience);
    boolean entered = !audience.path("on").asText().equals("exited");
    List<AudienceTurn> turns =
        person.audiences().stream()
            .filter(stay -> stay.audience().equals(audience.path("name").asText()))
            .flatMap(stay -> stay.turns().stream())
            .filter(turn -> turn.entered() == entered)
            .toList();
    if (turns.isEmpty()) {
      return new Check(what, Answer.NO, "none is recorded" + since("audience-changes"));
    }
    AudienceTurn last = turns.get(turns.size() - 1);
    boolean byDefinition = last.cause().equals("definition");
    return new Check(
        what,
        byDefinition ? Answer.NO : Answer.YES,
        "the last "
            + moments.atAndFromNow(last.at())
            + (byDefinition
                ? ", because the audience's definition changed: that starts nothing (E5)"
                : ""));
  }

  private Check request(String journey) {
    List<SignalSeen> came = person.signals().of(SignalSeen.Kind.ENTRY_REQUEST, journey);
    String what = "an entry request for the journey was logged";
    return came.isEmpty()
        ? new Check(what, Answer.NO, noneOfThese("entry request"))
        : new Check(
            what,
            Answer.YES,
            came.size()
                + (came.size() == 1 ? " was, " : " were, the last ")
                + moments.atAndFromNow(came.get(came.size() - 1).loggedAt()));
  }

  private String noneOfThese(String kind) {
    List<String> others =
        person.signals().all().stream()
            .map(SignalSeen::name)
            .filter(Predicate.not(String::isEmpty))
            .distinct()
            .sorted()
            .toList();
    return "none is"
        + since("signals")
        + (others.isEmpty() ? ", nor any other " + kind : "; there are only " + names(others))
        + ". Keys are compared exactly, types too";
  }

  private String since(String topic) {
    return coverage.stream()
        .filter(part -> part.topic().equals(topic))
        .flatMap(part -> part.oldest().stream())
        .findFirst()
        .map(oldest -> " since " + moments.at(oldest) + ", where what was read begins")
        .orElse("");
  }

  private static Check guards() {
    return new Check(
        "nothing refuses the entry",
        Answer.UNKNOWN,
        "no refusal is recorded in what was read. They are checked in this order, and the first that refuses is recorded once a day (E8, E9): "
            + names(
                Reasons.all().stream()
                    .filter(reason -> reason.group() == Reason.Group.ENTRY)
                    .map(Reason::code)
                    .toList()));
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
