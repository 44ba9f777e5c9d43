package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.document.Element;
import dev.sojourn.engine.definition.document.Times;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what is given: of the file, and of the case itself, which goes before it name by name. */
final class GivenReader {
  /** A Monday. */
  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 5, 9, 0);

  private static final String SOMEBODY = "customer";

  private final String file;
  private final Element shared;
  private final Element own;
  private final ZoneId zone;
  private final Map<String, Act.Update> people;
  private final ActReader acts;

  /**
   * @param shared what the file gives for all its cases; may be missing
   * @param own what the case gives; may be missing
   */
  GivenReader(String file, Library library, Element shared, Element own) {
    this.file = file;
    this.shared = shared;
    this.own = own;
    this.zone = Times.zone(stated("zone"));
    this.people = people();
    this.acts = new ActReader(file, library, zone, people.keySet());
  }

  /** Reads what happens to these people. */
  ActReader acts() {
    return acts;
  }

  Case.Given read() {
    return new Case.Given(
        Times.moment(stated("start"), zone)
            .orElseGet(() -> START.atZone(zone).toInstant().toEpochMilli()),
        zone,
        people,
        both("documents", acts::publish),
        both("outcomes", outcome -> acts.outcome(outcome, "")),
        both("story", acts::act));
  }

  /** The case's if it has one, else the file's. */
  private Element stated(String name) {
    return own.at(name).exists() ? own.at(name) : shared.at(name);
  }

  private <T> List<T> both(String name, Function<Element, T> reader) {
    List<T> all = new ArrayList<>();
    for (Element given : List.of(shared, own)) {
      given.at(name).items().forEach(item -> all.add(reader.apply(item)));
    }
    return List.copyOf(all);
  }

  private Map<String, Act.Update> people() {
    for (Element given : List.of(shared, own)) {
      if (given.at("profile").exists() && given.at("profiles").exists()) {
        given
            .at("profiles")
            .refuseName(
                "'profiles' cannot stand beside 'profile'", "put the one person among the several");
      }
    }
    boolean several =
        own.at("profiles").exists()
            || (shared.at("profiles").exists() && !own.at("profile").exists());
    Map<String, Act.Update> read = new LinkedHashMap<>();
    if (!several) {
      Element id = own.at("profile").at("id").exists() ? own.at("profile") : shared.at("profile");
      read.put(
          id.at("id").text().orElse(SOMEBODY), person(shared.at("profile"), own.at("profile")));
      return read;
    }
    for (Element given : List.of(shared, own)) {
      for (Element person : given.at("profiles").members()) {
        String key = person.name();
        read.put(key, person(shared.at("profiles").at(key), own.at("profiles").at(key)));
      }
    }
    return read;
  }

  /** What is known of a person by the file and by the case, attribute by attribute. */
  private Act.Update person(Element everywhere, Element here) {
    Map<String, Object> attributes = Values.map(everywhere.at("attributes"));
    attributes.putAll(Values.map(here.at("attributes")));
    attributes.values().removeIf(value -> value == null);
    Map<String, String> consents = ActReader.consents(everywhere);
    consents.putAll(ActReader.consents(here));
    Map<String, Boolean> suppressions = ActReader.suppressions(everywhere);
    suppressions.putAll(ActReader.suppressions(here));
    return new Act.Update(
        Place.of(file, here.exists() ? here : everywhere), "", attributes, consents, suppressions);
  }
}
