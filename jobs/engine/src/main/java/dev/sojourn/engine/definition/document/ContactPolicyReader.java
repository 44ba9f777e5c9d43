package dev.sojourn.engine.definition.document;

import static java.util.stream.Collectors.toCollection;

import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.ContactPolicy.Cap;
import dev.sojourn.engine.definition.ContactPolicy.InQuietHours;
import dev.sojourn.engine.definition.ContactPolicy.QuietSlot;
import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.DailySlot;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads contact policies. */
final class ContactPolicyReader {
  private static final Duration LONGEST_COMPETITION = Duration.ofDays(1);
  private static final List<String> UNITS =
      Arrays.stream(CalendarUnit.values()).map(CalendarUnit::label).toList();

  private ContactPolicyReader() {}

  static ContactPolicy read(Element root) {
    Element spec = root.at("spec");
    ContactPolicy policy =
        new ContactPolicy(
            Metadata.name(root),
            Metadata.version(root),
            spec.at("class").textOrEmpty().equals("transactional"),
            spec.at("topic").text(),
            spec.at("unknown").textOrEmpty().equals("allow"),
            Times.zone(spec.at("timezone").at("fallback")),
            spec.at("quietHours").items().stream().map(ContactPolicyReader::quietSlot).toList(),
            spec.at("caps").items().stream().map(ContactPolicyReader::cap).toList(),
            holdFor(spec),
            compete(spec.at("compete")));
    refuseWithoutCaps(spec);
    // What could not be read was taken for the whole day.
    if (spec.problems().isEmpty() && policy.quiet().fillTheWeek()) { // P5
      spec.at("quietHours")
          .refuse("it is quiet all week, so nothing is ever sent", "leave some time open");
    }
    return policy;
  }

  private static QuietSlot quietSlot(Element slot) {
    return new QuietSlot(
        new DailySlot(
            DayTimes.time(slot.at("from")),
            DayTimes.time(slot.at("to")),
            DayTimes.days(slot.at("days"))),
        slot.at("then").textOrEmpty().equals("skip") ? InQuietHours.SKIP : InQuietHours.HOLD);
  }

  private static Cap cap(Element cap) {
    return new Cap(
        cap.at("count").number(1),
        window(cap.at("per")),
        names(cap.at("channels")),
        names(cap.at("topics")));
  }

  private static ContactPolicy.Window window(Element per) {
    String text = per.textOrEmpty();
    Optional<CalendarUnit> unit = CalendarUnit.ofLabel(text);
    if (unit.isPresent()) {
      return new ContactPolicy.Calendar(unit.get());
    }
    // Whoever does not begin with P means a calendar window.
    if (text.startsWith("P") || text.isEmpty()) {
      return new ContactPolicy.Rolling(Times.exact(per).orElse(Duration.ofDays(1)));
    }
    per.refuse(
        "'" + text + "' is neither day, week or month nor a duration",
        Suggestion.remedy(text, UNITS, "write one of them, or a duration such as P7D"));
    return new ContactPolicy.Calendar(CalendarUnit.DAY);
  }

  private static Set<String> names(Element list) {
    return list.items().stream()
        .map(Element::textOrEmpty)
        .collect(toCollection(LinkedHashSet::new));
  }

  /** P6. */
  private static Optional<Duration> holdFor(Element spec) {
    Element holdFor = spec.at("holdFor");
    boolean holds = spec.at("whenCapped").textOrEmpty().equals("hold");
    if (holds && !holdFor.exists()) {
      spec.at("whenCapped")
          .refuse("for how long is not said", "add holdFor, for example holdFor: PT12H");
    }
    if (!holds && holdFor.exists()) {
      holdFor.refuseName(
          "'holdFor' has no effect, as capped sends are skipped",
          "add whenCapped: hold, or remove it");
    }
    return holds ? Times.exact(holdFor) : Optional.empty();
  }

  /** P7. */
  private static Optional<Duration> compete(Element compete) {
    Optional<Duration> period = Times.exact(compete);
    if (period.filter(length -> length.compareTo(LONGEST_COMPETITION) > 0).isPresent()) {
      compete.refuse("is longer than P1D", "state at most P1D; seconds or minutes are usual");
    }
    return period;
  }

  private static void refuseWithoutCaps(Element spec) {
    if (spec.at("caps").items().isEmpty()) {
      for (Element idle : spec.present(List.of("whenCapped", "compete"))) {
        idle.refuseName(
            "'" + idle.name() + "' has no effect, as there are no caps", "add caps, or remove it");
      }
    }
  }
}
