package dev.sojourn.cli.explain;

import java.time.Duration;
import java.util.Optional;

/** Where a person is in a journey, and until when, in words. */
final class PlaceWords {
  /** A job that keeps up is behind by less. */
  private static final Duration BEHIND = Duration.ofSeconds(5);

  private final Moments moments;

  PlaceWords(Moments moments) {
    this.moments = moments;
  }

  String of(Visit visit, JourneyOutline outline) {
    Place place = visit.place();
    String since = moments.atAndFromNow(place.since().at());
    return switch (place.kind()) {
      case ENDED ->
          "ended "
              + since
              + ": "
              + Reasons.of(place.since()).map(Reason::words).orElse(place.since().reason());
      case WAITING -> waiting(place, outline);
      case HELD ->
          "held at `"
              + place.step()
              + "` since "
              + since
              + limit(place, outline)
              + Reasons.of(place.since()).map(reason -> ": " + reason.codeAndWords()).orElse("");
      case AWAITING_OUTCOME ->
          "at `" + place.step() + "` until it is known what became of the message, since " + since;
      case AWAITING_ANSWER ->
          "at `" + place.step() + "`, waits for an answer since " + since + limit(place, outline);
      case BETWEEN ->
          place.step().isEmpty()
              ? "on the way to the end since " + since + "; nothing later was read"
              : "on the way to `" + place.step() + "` since " + since + "; nothing later was read";
    };
  }

  private String waiting(Place place, JourneyOutline outline) {
    String awaited = outline.awaited(place.step());
    return "waits at `"
        + place.step()
        + "`"
        + (awaited.isEmpty() ? "" : " for " + awaited)
        + ", since "
        + moments.at(place.since().at())
        + limit(place, outline);
  }

  private String limit(Place place, JourneyOutline outline) {
    Optional<Duration> overdue =
        place.overdue(moments.now()).filter(late -> late.compareTo(BEHIND) > 0);
    if (overdue.isPresent()) {
      return ", and should have gone on "
          + moments.atAndFromNow(place.until().orElseThrow())
          + ": the journeys job is behind or does not run, see FRONTIER in `sojourn status`";
    }
    if (place.until().isPresent()) {
      return ", until " + moments.atAndFromNow(place.until().get());
    }
    String timeout = outline.spec().path("timeout").asText("P91D");
    return place.kind() == Place.Kind.WAITING
        ? ", until the journey's timeout, " + timeout + " after the entry"
        : "";
  }
}
