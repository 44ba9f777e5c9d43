package dev.sojourn.cli.explain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request and all that is known of it.
 *
 * @param instance id of the instance that asked; empty if none did, or it is not known
 * @param request empty if its record is not among what was read: requests are kept for a shorter
 *     time than steps
 * @param recall why and when it was taken back; empty if it was not
 * @param outcome the first final report (D8); empty while there is none
 * @param feedback in the order in which it came
 */
record RequestStory(
    String id,
    Optional<String> instance,
    Optional<Request> request,
    Optional<Recall> recall,
    Optional<Report> outcome,
    List<Report> feedback) {

  /** A request was taken back before it went out. */
  record Recall(String request, String reason, Instant at) {}
}
