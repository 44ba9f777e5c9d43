package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads steps that deal people out by shares (S6, S7). */
final class Shares {
  private static final int ALL = 10_000;

  private Shares() {}

  static Step.Split split(String journey, String id, Element split) {
    List<Step.Side> sides = sides(split.at("sides"));
    checkSum(split.at("sides"), sides);
    return new Step.Split(id, salt(journey, id, split), sides);
  }

  static Step.Experiment experiment(String journey, String id, Element experiment) {
    List<Step.Side> sides = sides(experiment.at("sides"));
    Element control = experiment.at("control");
    Step.Side unsent =
        new Step.Side("control", hundredths(control.at("share")), control.at("next").text());
    List<Step.Side> all = new ArrayList<>(sides);
    all.add(unsent);
    checkSum(experiment.at("sides"), all);
    for (Element side : experiment.at("sides").items()) {
      if (side.at("name").textOrEmpty().equals("control")) {
        side.at("name").refuse("'control' is the control's own name", "choose another name");
      }
    }
    return new Step.Experiment(id, salt(journey, id, experiment), sides, unsent);
  }

  /** Two journeys deal the people differently, unless both state the same salt. */
  private static String salt(String journey, String id, Element step) {
    return step.at("salt").text().orElse(journey + "/" + id);
  }

  private static List<Step.Side> sides(Element list) {
    refuseDoubleNames(list);
    return list.items().stream()
        .map(
            side ->
                new Step.Side(
                    side.at("name").textOrEmpty(),
                    hundredths(side.at("share")),
                    side.at("next").text()))
        .toList();
  }

  private static void checkSum(Element list, List<Step.Side> sides) {
    int sum = sides.stream().mapToInt(Step.Side::share).sum();
    boolean readable = sides.stream().allMatch(side -> side.share() > 0);
    if (sum != ALL && readable && !sides.isEmpty()) {
      list.refuse(
          "the shares add up to " + BigDecimal.valueOf(sum, 2).stripTrailingZeros().toPlainString(),
          "make them add up to 100");
    }
  }

  private static void refuseDoubleNames(Element sides) {
    Set<String> names = new HashSet<>();
    for (Element side : sides.items()) {
      if (side.at("name").exists() && !names.add(side.at("name").textOrEmpty())) {
        side.at("name")
            .refuse("another side has the same name", "give each side a name of its own");
      }
    }
  }

  /** In hundredths of a percent; 0, and refused, if there are further decimals. */
  static int hundredths(Element share) {
    if (!share.node().isNumber()) {
      return 0;
    }
    try {
      return share.node().decimalValue().movePointRight(2).intValueExact();
    } catch (ArithmeticException e) {
      share.refuse("has more than two decimals", "round it to two decimals");
      return 0;
    }
  }

  /** Where a side or the control of a step leads. */
  static List<Element> edges(Element step) {
    List<Element> edges = new ArrayList<>();
    for (String kind : List.of("split", "experiment")) {
      step.at(kind).at("sides").items().forEach(side -> edges.add(side.at("next")));
    }
    edges.add(step.at("experiment").at("control").at("next"));
    return edges;
  }
}
