package dev.sojourn.engine;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.journey.JourneyScope;
import dev.sojourn.engine.journey.Journeys;
import dev.sojourn.engine.policy.SendPolicy;
import dev.sojourn.engine.policy.SendPolicy.Settlement;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.DeliveryReport;

/**
 * What a delivery report does: to the caps (P6), to suppression (P4), to the journey that made the
 * request.
 */
final class Reports {
  private Reports() {}

  static void take(Turn turn, DeliveryReport report, JourneyScope scope) {
    if (report.status().isFinal()
        && SendPolicy.settle(
            turn.state(), report.requestId(), settlement(report.status()), report.at())) {
      turn.touch();
    }
    if (!report.status().isFinal()) {
      long hash =
          Hashes.hash48("report", report.requestId() + report.status().label() + report.at());
      if (turn.state().hasSeen(hash)) { // reports come at least once
        turn.count("signal-repeated");
        return;
      }
      turn.state().remember(hash);
      turn.touch();
    }
    suppress(turn, report);
    Cascade.round(turn, scope);
    if (!Journeys.onReport(turn, report, scope)) {
      turn.count("report-without-instance");
    }
  }

  private static Settlement settlement(DeliveryReport.Status status) {
    switch (status) {
      case SENT:
        return Settlement.SENT;
      case IN_DOUBT:
        return Settlement.KEPT;
      default:
        return Settlement.GIVEN_BACK;
    }
  }

  private static void suppress(Turn turn, DeliveryReport report) {
    String medium =
        turn.definitions().channel(report.channel()).map(Channel::medium).orElse(report.channel());
    boolean changed;
    switch (report.status()) {
      case BOUNCED:
        Attributes attributes = turn.attributes();
        changed =
            report.code().equals("soft")
                ? attributes.softBounce(medium)
                : attributes.hardBounce(medium);
        break;
      case COMPLAINED:
        changed = turn.attributes().complaint(medium);
        break;
      case UNSUBSCRIBED:
        changed = turn.attributes().unsubscribed(medium);
        break;
      case DELIVERED, OPENED, CLICKED, REPLIED:
        changed = turn.attributes().success(medium);
        break;
      default:
        changed = false;
    }
    if (changed) {
      turn.suppressionChanged();
    }
  }
}
