package dev.sojourn.engine.definition.document;

import java.time.Duration;
import java.util.List;

/**
 * What the provider behind a channel can take (D3).
 *
 * @param limits all of them hold
 * @param rejects whether a message beyond a limit fails at once, and does not wait
 */
public record ChannelLimits(List<Limit> limits, boolean rejects) {

  /** At most so many attempts in any window of a length. */
  public record Limit(int count, Duration per) {}

  static ChannelLimits of(Element root) {
    Element spec = root.at("spec");
    return new ChannelLimits(
        spec.at("limits").items().stream()
            .map(
                limit ->
                    new Limit(
                        limit.at("count").number(1),
                        Times.exact(limit.at("per")).orElse(Duration.ofSeconds(1))))
            .toList(),
        spec.at("onLimit").textOrEmpty().equals("reject"));
  }
}
