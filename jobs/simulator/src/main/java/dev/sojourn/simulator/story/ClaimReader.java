package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.document.Element;
import dev.sojourn.engine.definition.document.Times;
import dev.sojourn.simulator.story.Claim.Field;
import dev.sojourn.simulator.story.Claim.Item;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Reads expectations. */
final class ClaimReader {
  /** Fields that are moments. */
  private static final Set<String> MOMENTS = Set.of("time", "until");

  /** Fields that hold values by their path. */
  private static final Set<String> NESTED = Set.of("contents", "properties");

  private static final Map<String, Kind> NAMES =
      Map.of(
          "journey", Kind.JOURNEY,
          "audience", Kind.AUDIENCE,
          "channel", Kind.CHANNEL,
          "template", Kind.TEMPLATE);

  private final String file;
  private final Names names;
  private final ZoneId zone;

  ClaimReader(String file, Names names, ZoneId zone) {
    this.file = file;
    this.names = names;
    this.zone = zone;
  }

  Act.Expect expect(Element expect, String profile) {
    List<Claim> claims = new ArrayList<>();
    for (Element member : expect.members()) {
      switch (member.name()) {
        case "at" -> at(member, claims);
        case "inside" -> inside(member, true, claims);
        case "outside" -> inside(member, false, claims);
        case "audiences" -> audiences(member, claims);
        case "profile" -> known(member, claims);
        case "nothing" -> claims.add(new Claim.Nothing(place(member)));
        default -> listed(member.name(), member, claims);
      }
    }
    if (expect.node().isObject() && expect.node().isEmpty()) {
      expect.refuse("expects nothing in particular", "state what must be so; see docs/testing.md");
    }
    return new Act.Expect(place(expect), profile, List.copyOf(claims));
  }

  private Place place(Element element) {
    return Place.of(file, element);
  }

  private void at(Element at, List<Claim> claims) {
    if (!at.node().isObject()) {
      names.checkStep(at, "");
      claims.add(new Claim.AtStep(place(at), at.textOrEmpty()));
      return;
    }
    for (Element instance : at.members()) {
      InstanceName name = InstanceName.parse(instance.name());
      names.check(instance, name.journey(), Kind.JOURNEY);
      names.checkStep(instance, name.journey());
      claims.add(new Claim.InstanceAt(place(instance), name, instance.textOrEmpty()));
    }
  }

  private void inside(Element stated, boolean inside, List<Claim> claims) {
    for (Element one : oneOrSeveral(stated)) {
      InstanceName name = InstanceName.parse(one.textOrEmpty());
      names.check(one, name.journey(), Kind.JOURNEY);
      claims.add(new Claim.Inside(place(one), name, inside));
    }
  }

  private static List<Element> oneOrSeveral(Element stated) {
    return stated.node().isArray() ? stated.items() : List.of(stated);
  }

  private void audiences(Element audiences, List<Claim> claims) {
    for (Element member : audiences.members()) {
      boolean in = member.name().equals("members");
      if (in || member.name().equals("notMembers")) {
        for (Element one : oneOrSeveral(member)) {
          names.check(one, Kind.AUDIENCE);
          claims.add(new Claim.Member(place(one), one.textOrEmpty(), in));
        }
      } else {
        listed("audiences." + member.name(), member, claims);
      }
    }
  }

  private void known(Element profile, List<Claim> claims) {
    for (Field field : nested(profile.at("attributes"))) {
      claims.add(new Claim.Known(field.place(), field));
    }
    for (Element consent : profile.at("consents").members()) {
      List<String> path = List.of("consents", consent.name());
      claims.add(
          new Claim.Known(place(consent), new Field(place(consent), path, consent.textOrEmpty())));
    }
  }

  /** A list of things that happened; a name that is not known the schema has told of. */
  private void listed(String label, Element list, List<Claim> claims) {
    FactKind.ofLabel(label)
        .ifPresent(
            kind ->
                claims.add(
                    new Claim.Listed(
                        place(list),
                        kind,
                        list.items().stream().map(item -> item(kind, item)).toList())));
  }

  private Item item(FactKind kind, Element item) {
    if (!item.node().isObject()) {
      checkName(kind.main(), item, "");
      return new Item(
          place(item), List.of(new Field(place(item), List.of(kind.main()), item.textOrEmpty())));
    }
    List<Field> fields = new ArrayList<>();
    String journey = item.at("journey").textOrEmpty();
    for (Element member : item.members()) {
      checkName(member.name(), member, journey);
      boolean main = member.name().equals(kind.main());
      if (NESTED.contains(member.name())) {
        fields.addAll(nested(member));
      } else {
        fields.add(
            main ? 0 : fields.size(),
            new Field(place(member), List.of(member.name()), value(member)));
      }
    }
    return new Item(place(item), List.copyOf(fields));
  }

  private void checkName(String field, Element value, String journey) {
    if (field.equals("step")) {
      names.checkStep(value, journey);
    } else if (NAMES.containsKey(field)) {
      names.check(value, NAMES.get(field));
    }
  }

  private Object value(Element member) {
    if (!MOMENTS.contains(member.name())) {
      return Values.of(member.node());
    }
    OptionalLong moment = Times.moment(member, zone);
    return moment.isPresent() ? new Moment(moment.getAsLong()) : null;
  }

  /** The values inside a map, each by its path; names with dots are paths. */
  private List<Field> nested(Element map) {
    List<Field> fields = new ArrayList<>();
    map.members().forEach(member -> fields.addAll(nested(member, List.of(map.name()))));
    return fields;
  }

  private List<Field> nested(Element member, List<String> around) {
    List<String> path = new ArrayList<>(around);
    path.addAll(List.of(member.name().split("\\.", -1)));
    if (!member.node().isObject() || member.node().isEmpty()) {
      return List.of(new Field(place(member), List.copyOf(path), Values.of(member.node())));
    }
    List<Field> fields = new ArrayList<>();
    member.members().forEach(inner -> fields.addAll(nested(inner, path)));
    return fields;
  }
}
