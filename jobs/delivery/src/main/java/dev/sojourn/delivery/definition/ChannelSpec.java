package dev.sojourn.delivery.definition;

import dev.sojourn.delivery.channel.Limit;
import dev.sojourn.delivery.channel.RetrySchedule;
import dev.sojourn.delivery.channel.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the delivery job reads from a Channel document.
 *
 * @param connector its configuration, with its {@code type}, secrets still being references
 * @param limits none if the document states none
 * @param timeout of one attempt
 * @param together attempts under way at once, from {@code concurrency}; 0 if the document does not
 *     say
 */
public record ChannelSpec(
    Map<String, Object> connector,
    List<Limit> limits,
    Terms.OnLimit onLimit,
    Duration timeout,
    RetrySchedule retries,
    int together) {

  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
  static final int DEFAULT_ATTEMPTS = 5;
  static final Duration DEFAULT_INITIAL_BACKOFF = Duration.ofSeconds(1);
  static final Duration DEFAULT_MAX_BACKOFF = Duration.ofMinutes(5);

  /**
   * @param document a whole Channel document as canonical JSON
   */
  public static ChannelSpec parse(String document) throws SpecException {
    Spec spec = Spec.of(document);
    Map<String, Object> connector = spec.field("connector").values();
    if (!(connector.get("type") instanceof String)) {
      throw spec.field("connector").field("type").wrong("a text");
    }
    List<Limit> limits = new ArrayList<>();
    for (Spec limit : spec.field("limits").items()) {
      limits.add(
          new Limit(limit.field("count").requiredNumber(1), limit.field("per").requiredMillis()));
    }
    return new ChannelSpec(
        connector,
        List.copyOf(limits),
        onLimit(spec.field("onLimit")),
        Duration.ofMillis(spec.field("timeout").millis(DEFAULT_TIMEOUT)),
        retries(spec.field("retries")),
        spec.field("concurrency").number(0, 1));
  }

  /** The type of the connector. */
  public String connectorType() {
    return (String) connector.get("type");
  }

  private static Terms.OnLimit onLimit(Spec field) throws SpecException {
    return switch (field.text("wait")) {
      case "wait" -> Terms.OnLimit.WAIT;
      case "reject" -> Terms.OnLimit.REJECT;
      default -> throw field.wrong("one of wait, reject");
    };
  }

  private static RetrySchedule retries(Spec field) throws SpecException {
    long initial = field.field("initialBackoff").millis(DEFAULT_INITIAL_BACKOFF);
    long greatest = field.field("maxBackoff").millis(DEFAULT_MAX_BACKOFF);
    return new RetrySchedule(
        field.field("attempts").number(DEFAULT_ATTEMPTS, 1), initial, Math.max(initial, greatest));
  }
}
