package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.Path;
import dev.sojourn.engine.signal.DeliveryReport;

/** Awaits that last longer than anybody said, or for what cannot come. */
final class AwaitLint {
  private static final Path TIMEOUT = Findings.SPEC.child("timeout");

  private AwaitLint() {}

  static void check(JourneyView view, Findings findings) {
    for (Step.Await await : view.steps(Step.Await.class)) {
      Path at = JourneyView.at(await.id()).child("await");
      if (await.limit().isEmpty() && !findings.source().states(TIMEOUT)) {
        findings.atName(
            Lint.AWAIT_WITHOUT_LIMIT,
            at,
            "waits for up to P91D, the default timeout of the journey, and then the stay just ends",
            "add 'for', or state the journey's timeout");
      }
      for (int i = 0; i < await.matches().size(); i++) {
        if (await.matches().get(i) instanceof Step.AwaitedReport report) {
          Path place = Expressions.awaited(at, await, i).child("report");
          report(view, await, report, place, findings);
        }
      }
    }
  }

  private static void report(
      JourneyView view, Step.Await await, Step.AwaitedReport report, Path at, Findings findings) {
    if (!view.ways().after(report.of()).contains(await.id())) {
      findings.at(
          Lint.REPORT_NEVER_COMES,
          at.child("of"),
          "'" + report.of() + "' has sent nothing when people come here, so no report comes",
          "await it behind that step");
    } else if (view.journey().steps().get(report.of()) instanceof Step.Send send
        && send.awaitOutcome()
        && report.statuses().stream().allMatch(DeliveryReport.Status::isFinal)) {
      findings.at(
          Lint.REPORT_NEVER_COMES,
          at.child("status"),
          "'" + send.id() + "' has awaited the outcome itself, and there is one only",
          "await what comes later, such as clicked, or remove awaitOutcome");
    }
  }
}
