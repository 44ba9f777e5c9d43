package dev.sojourn.benchmark.latency;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What a latency benchmark found; times in ms from the moment at which the event was meant to be
 * sent.
 *
 * @param requests until the message request was read from its topic
 * @param audienceChanges until the audience change was read from its topic
 * @param sender how late events were handed to the producer; part of the others
 */
public record LatencyResult(
    int perSecond,
    int seconds,
    Percentiles requests,
    Percentiles audienceChanges,
    Percentiles sender) {

  /** For people. */
  @JsonIgnore
  public String text() {
    return """
        %d events/s for %d s, from the intended time of sending:
          to the message request   %s
          to the audience change   %s
          sender's own lateness    %s
        """
        .formatted(perSecond, seconds, requests.text(), audienceChanges.text(), sender.text());
  }
}
