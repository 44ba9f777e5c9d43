package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Journey;
import java.util.Optional;

/** Reads who may not come into a journey although its entry matches (E8). */
final class GuardsReader {
  private GuardsReader() {}

  /**
   * @param journey its name: the salt of a holdout that has none of its own
   */
  static Journey.Guards read(String journey, Element spec) {
    return new Journey.Guards(
        spec.at("exclude").items().stream().map(Element::textOrEmpty).toList(),
        holdout(journey, spec.at("holdout")),
        spec.at("caps").items().stream().map(GuardsReader::cap).toList(),
        arbitration(spec.at("arbitration")));
  }

  private static Optional<Journey.Holdout> holdout(String journey, Element holdout) {
    return holdout.exists()
        ? Optional.of(
            new Journey.Holdout(
                Shares.hundredths(holdout.at("percent")),
                holdout.at("salt").text().orElse(journey)))
        : Optional.empty();
  }

  private static Journey.EntryCap cap(Element cap) {
    return new Journey.EntryCap(cap.at("count").number(1), Times.exact(cap.at("per")));
  }

  private static Optional<Journey.Arbitration> arbitration(Element arbitration) {
    Element most = arbitration.at("most");
    return arbitration.exists()
        ? Optional.of(
            new Journey.Arbitration(
                arbitration.at("group").textOrEmpty(), most.exists() ? most.number(1) : 1))
        : Optional.empty();
  }
}
