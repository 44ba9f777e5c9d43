package dev.sojourn.engine;

import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.journey.JourneyScope;
import dev.sojourn.engine.journey.Journeys;
import dev.sojourn.engine.policy.Places;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.DeliveryReport;

/**
 * What a delivery report does: to the caps (P6), to suppression (P4), to the journey that made the
 * request.
 */
final class Reports {
  private Reports() {}

  static void take(Turn turn, DeliveryReport report, JourneyScope scope) {
    if (report.status().isFinal() && settle(turn, report)) {
      turn.touch();
    }
    if (!report.status().isFinal()) {
      long hash =
          Hashes.hash48(
              "report",
              report.requestId() + report.status().label() + report.at() + report.topic());
      if (turn.state().hasSeen(hash)) { // reports come at least once
        turn.count("signal-repeated");
        return;
      }
      turn.state().remember(hash);
      turn.touch();
    }
    Suppressions.take(turn, report);
    Cascade.round(turn, scope);
    if (!Journeys.onReport(turn, report, scope)) {
      turn.count("report-without-instance");
    }
  }

  /** P6: what is in doubt counts as sent when the doubt arose, the latest that it can have been. */
  private static boolean settle(Turn turn, DeliveryReport report) {
    switch (report.status()) {
      case SENT, IN_DOUBT:
        return Places.sent(turn.state(), report.requestId(), report.at());
      default:
        return Places.giveBack(turn.state(), report.requestId());
    }
  }
}
