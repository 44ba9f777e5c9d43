package dev.sojourn.simulator.story;

import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.simulator.story.Claim.Field;
import dev.sojourn.simulator.story.Claim.Item;
import dev.sojourn.simulator.story.Person.Standing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what is claimed of a person with what is so; gives the first difference. */
final class ClaimCheck {
  private final Person person;
  private final Optional<ProfileStore> store;
  private final Wallclock clock;

  /**
   * @param store what is kept of the person; empty if nothing is
   */
  ClaimCheck(Person person, Optional<ProfileStore> store, Wallclock clock) {
    this.person = person;
    this.store = store;
    this.clock = clock;
  }

  Optional<Failure> check(Claim claim) {
    if (claim instanceof Claim.Listed listed) {
      return listed(listed);
    }
    if (claim instanceof Claim.AtStep at) {
      return atStep(at);
    }
    if (claim instanceof Claim.InstanceAt at) {
      return instanceAt(at);
    }
    if (claim instanceof Claim.Inside inside) {
      return inside(inside);
    }
    if (claim instanceof Claim.Member member) {
      return member(member);
    }
    if (claim instanceof Claim.Known known) {
      return known(known);
    }
    return nothing((Claim.Nothing) claim);
  }

  // --- What has happened -------------------------------------------------------------------------

  private Optional<Failure> listed(Claim.Listed claim) {
    List<Item> expected = claim.items();
    List<Fact> happened = person.look(claim.kind());
    for (int i = 0; i < Math.max(expected.size(), happened.size()); i++) {
      if (i >= expected.size()) {
        Fact more = happened.get(i);
        return Optional.of(
            lists(claim, happened, i, claim.place(), show(claim, more) + " was not expected"));
      }
      if (i >= happened.size()) {
        Item missing = expected.get(i);
        return Optional.of(
            lists(
                claim,
                happened,
                i,
                missing.place(),
                "expected "
                    + show(claim.kind(), missing)
                    + (i == 0 ? ", but there was none" : ", but there was nothing more")));
      }
      for (Field field : expected.get(i).fields()) {
        Object value = happened.get(i).at(field.path());
        if (!Values.same(field.value(), value)) {
          return Optional.of(
              lists(claim, happened, i, field.place(), field.name() + ": " + butWas(field, value)));
        }
      }
    }
    return Optional.empty();
  }

  private String butWas(Field field, Object value) {
    return "expected "
        + Values.show(field.value(), clock)
        + ", but it was "
        + Values.show(value, clock);
  }

  private Failure lists(
      Claim.Listed claim, List<Fact> happened, int line, Place place, String message) {
    return new Failure(
        place,
        message,
        claim.items().stream().map(item -> show(claim.kind(), item)).toList(),
        happened.stream().map(fact -> show(claim, fact)).toList(),
        line,
        line < happened.size()
            ? OptionalInt.of(happened.get(line).happening())
            : OptionalInt.empty());
  }

  private String show(FactKind kind, Item item) {
    Field main = item.fields().get(0);
    List<String> rest =
        item.fields().stream()
            .filter(field -> !field.path().equals(List.of(kind.main())))
            .map(field -> field.name() + ": " + Values.show(field.value(), clock))
            .toList();
    return Values.show(main.value(), clock) + braces(rest);
  }

  /** With what the expectation compares, and what is always of interest. */
  private String show(Claim.Listed claim, Fact fact) {
    Set<List<String>> paths = new LinkedHashSet<>();
    claim.items().forEach(item -> item.fields().forEach(field -> paths.add(field.path())));
    claim.kind().shown().forEach(name -> paths.add(List.of(name)));
    return show(claim.kind(), fact, paths);
  }

  private String show(FactKind kind, Fact fact, Set<List<String>> paths) {
    List<String> main = List.of(kind.main());
    List<String> rest =
        paths.stream()
            .filter(path -> !path.equals(main) && fact.at(path) != null)
            .map(path -> String.join(".", path) + ": " + Values.show(fact.at(path), clock))
            .toList();
    return Values.show(fact.at(main), clock) + braces(rest);
  }

  private static String braces(List<String> fields) {
    return fields.isEmpty() ? "" : " {" + String.join(", ", fields) + "}";
  }

  private Optional<Failure> nothing(Claim.Nothing claim) {
    return person
        .firstSinceLastExpectation()
        .map(
            fact ->
                new Failure(
                    claim.place(),
                    "expected nothing since the last expectation, but something happened",
                    List.of(),
                    List.of(),
                    0,
                    OptionalInt.of(fact.happening())));
  }

  // --- What is so now ----------------------------------------------------------------------------

  private Optional<Failure> atStep(Claim.AtStep claim) {
    List<Standing> inside = person.inside();
    if (inside.size() == 1 && inside.get(0).step().equals(claim.step())) {
      return Optional.empty();
    }
    String remedy =
        inside.size() > 1 ? "; with several, name the journey: at: {journey: step}" : "";
    return Optional.of(
        Failure.at(
            claim.place(), "expected at step " + claim.step() + ", but " + standing() + remedy));
  }

  private Optional<Failure> instanceAt(Claim.InstanceAt claim) {
    boolean there =
        person.inside().stream()
            .anyMatch(
                one ->
                    claim.instance().fits(one.journey(), one.key())
                        && one.step().equals(claim.step()));
    return there
        ? Optional.empty()
        : Optional.of(
            Failure.at(
                claim.place(),
                "expected "
                    + claim.instance()
                    + " at step "
                    + claim.step()
                    + ", but "
                    + standing()));
  }

  private Optional<Failure> inside(Claim.Inside claim) {
    boolean inside =
        person.inside().stream().anyMatch(one -> claim.instance().fits(one.journey(), one.key()));
    return inside == claim.inside()
        ? Optional.empty()
        : Optional.of(
            Failure.at(
                claim.place(),
                "expected "
                    + (claim.inside() ? "inside " : "outside ")
                    + claim.instance()
                    + ", but "
                    + standing()));
  }

  private String standing() {
    List<Standing> inside = person.inside();
    return inside.isEmpty()
        ? "the person is inside no journey"
        : "the person is "
            + inside.stream()
                .map(
                    one ->
                        "at step "
                            + one.step()
                            + " of "
                            + InstanceName.show(one.journey(), one.key()))
                .collect(Collectors.joining(" and "));
  }

  private Optional<Failure> member(Claim.Member claim) {
    if (person.audiences().contains(claim.audience()) == claim.member()) {
      return Optional.empty();
    }
    String is = person.audiences().isEmpty() ? "none" : String.join(", ", person.audiences());
    return Optional.of(
        Failure.at(
            claim.place(),
            "expected "
                + (claim.member() ? "a member of " : "no member of ")
                + claim.audience()
                + ", but the person's audiences are "
                + is));
  }

  private Optional<Failure> known(Claim.Known claim) {
    Attributes attributes = Attributes.ofBytes(store.map(ProfileStore::attributes).orElse(null));
    Map<String, Object> all =
        Map.of("attributes", attributes.values(), "consents", attributes.consents());
    Field field = claim.field();
    Object value = SlotLayout.walk(all, field.path());
    // Nothing is ever said of a consent that is not known.
    Object expected = isConsent(field) && field.value().equals("unknown") ? null : field.value();
    return Values.same(expected, value)
        ? Optional.empty()
        : Optional.of(
            Failure.at(
                claim.place(),
                field.name()
                    + ": "
                    + butWas(
                        field,
                        isConsent(field) ? Objects.requireNonNullElse(value, "unknown") : value)));
  }

  private static boolean isConsent(Field field) {
    return field.path().get(0).equals("consents");
  }

  /** What of a kind nobody has looked at, as a failure; empty if there is none. */
  Optional<Failure> unexpected(FactKind kind, Place place, String message) {
    return person.look(kind).stream()
        .findFirst()
        .map(
            fact ->
                new Failure(
                    place,
                    show(kind, fact, Set.of(List.of("message"))) + message,
                    List.of(),
                    List.of(),
                    0,
                    OptionalInt.of(fact.happening())));
  }
}
