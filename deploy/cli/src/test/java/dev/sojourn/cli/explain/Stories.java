package dev.sojourn.cli.explain;

import java.time.Duration;
import java.util.Map;

/** People to whom something happened, for the golden texts. */
final class Stories {
  static final String DOCUMENTS =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: cart-recovery, version: 3}
      spec:
        entry: {event: {type: cart.updated, when: "event.items > 0"}, key: event.cartId}
        reentry: {after: P1D}
        exit: [{event: {type: order.placed, when: "event.cartId == journey.key"}}]
        timeout: P30D
        policy: marketing
        start: idle
        steps:
          idle:     {wait: {for: PT1H}, next: remind}
          remind:   {send: {channel: email, template: cart-reminder, awaitOutcome: true}, next: reaction, failed: country, skipped: country}
          reaction: {await: {report: {of: remind, status: [clicked, opened]}, for: P2D}, next: done, timeout: country}
          country:  {branch: [{when: "profile.country == 'FR'", next: text}], else: done}
          text:     {send: {channel: sms, template: cart-reminder-sms}, next: patient}
          patient:  {await: {any: [{event: {type: cart.opened}}, {event: {type: shop.visited, when: "event.minutes > 5"}}]}, next: done}
          done:     {end: {}}
      ---
      apiVersion: sojourn/v1
      kind: Audience
      metadata: {name: loyal, version: 1}
      spec:
        all:
          - profile: "profile.country == 'FR'"
          - events: {type: order.placed, within: P30D, count: {atLeast: 3}}
      """;

  static final String FIRST = "0b7c41d2a5b64e1f8c3d9e0f1a2b3c4d";
  static final String SECOND = "1c8d52e3b6c75f209d4eaf102b3c4d5e";
  static final String REMINDER = "9f31a2b4c5d6e7f8091a2b3c4d5e6f70";
  static final String CAMPAIGN = "77aa88bb99cc00dd11ee22ff33445566";

  private Stories() {}

  /**
   * A reminder that is answered, a second cart that is ordered while the first reminder of it still
   * queues, and what lies beside.
   */
  static Log carts() {
    Log log = new Log().published(DOCUMENTS);
    log.event(0, "e-1", "cart.updated", Duration.ofMinutes(4), Map.of("items", 2, "cartId", "k-1"));
    log.step(FIRST, 0, "entered", s -> s.setNext("idle").setSignal("e-1"));
    log.step(FIRST, 0, "waiting", s -> s.setStep("idle").setUntil(Log.at(60)).setSignal("e-1"));
    // The job was down for forty minutes.
    log.record(
        100,
        log.transition(
            FIRST, 60, "passed", s -> s.setStep("idle").setEdge("next").setNext("remind")));
    log.record(
        100, log.transition(FIRST, 60, "sent", s -> s.setStep("remind").setRequestId(REMINDER)));
    log.request(60, REMINDER, FIRST, "remind");
    log.report(100.2, REMINDER, "sent", r -> r.setAttempts(2).setProviderId("<m-1@mail>"));
    log.step(
        FIRST,
        100.2,
        "passed",
        s ->
            s.setStep("remind")
                .setEdge("next")
                .setNext("reaction")
                .setReason("sent")
                .setRequestId(REMINDER)
                .setSignal(REMINDER));
    log.step(
        FIRST,
        100.2,
        "waiting",
        s -> s.setStep("reaction").setUntil(Log.at(100.2 + 2880)).setSignal(REMINDER));
    log.report(130, REMINDER, "opened", r -> r);
    log.step(
        FIRST,
        130,
        "passed",
        s ->
            s.setStep("reaction")
                .setEdge("next")
                .setNext("done")
                .setReason("opened")
                .setSignal(REMINDER));
    log.step(
        FIRST, 130, "ended", s -> s.setStep("done").setReason("completed").setSignal(REMINDER));
    log.event(200, "e-2", "cart.updated", Duration.ZERO, Map.of("items", 1, "cartId", "k-1"));
    log.refused(
        200,
        "cart-recovery",
        "reentry",
        "e-2",
        Map.of("lastEntry", "2025-06-02T12:00:00Z", "allowedFrom", "2025-06-03T12:00:00Z"));
    log.event(300, "o-1", "order.placed", Duration.ZERO, Map.of("cartId", "k-0"));
    log.audience(300, "loyal", "entered", "signal", "all[1].events", "o-1");
    log.audience(400, "loyal", "exited", "time", "all[1].events", null);
    log.letter(310, "condition-error", "journey cart-recovery: a condition cannot be evaluated");
    log.campaignRequest(500, CAMPAIGN);
    log.report(
        510,
        CAMPAIGN,
        "failed",
        r -> r.setCode("credentials-refused").setDetail("535 no").setAttempts(5));
    // What a replay wrote again.
    log.request(60, REMINDER, FIRST, "remind");
    log.report(520, REMINDER, "sent", r -> r.setAttempts(1));
    return log.read(-100, "journey-steps", "audience-changes", "message-requests", "dead-letters")
        .read(-1, "signals");
  }

  /** Someone who hears nothing, for one reason after the other, and now waits. */
  static Log silence() {
    Log log = new Log().published(DOCUMENTS);
    log.published(DOCUMENTS.replace("cart-recovery, version: 3}", "cart-recovery, version: 4}"));
    log.event(0, "e-1", "cart.updated", Duration.ZERO, Map.of("items", 2, "cartId", "k-1"));
    log.step(SECOND, 0, "entered", s -> s.setNext("idle").setSignal("e-1"));
    log.step(SECOND, 0, "waiting", s -> s.setStep("idle").setUntil(Log.at(60)).setSignal("e-1"));
    log.step(SECOND, 60, "passed", s -> s.setStep("idle").setEdge("next").setNext("remind"));
    log.step(
        SECOND,
        60,
        "held",
        s ->
            s.setStep("remind")
                .setReason("quiet-hours")
                .setUntil(Log.at(1080))
                .setDetail(Map.of("quietHours", "15:00 to 08:00", "zone", "Europe/Paris")));
    log.step(
        SECOND,
        1080,
        "not-sent",
        s ->
            s.setStep("remind")
                .setEdge("skipped")
                .setNext("country")
                .setReason("capped")
                .setDetail(
                    Map.of(
                        "cap", "3 per P7D over email",
                        "earlier",
                            "welcome/hello sent 2025-05-29T08:00:00Z, spring/offer sent 2025-05-30T08:00:00Z, spring/again sent 2025-06-01T08:00:00Z",
                        "freeAt", "2025-06-05T08:00:00Z")));
    log.step(
        SECOND,
        1080,
        "passed",
        s ->
            s.setStep("country")
                .setEdge("when")
                .setNext("text")
                .setReason("profile.country == 'FR'")
                .setDetail(
                    Map.of(
                        "condition",
                        "profile.country == 'FR'",
                        "values",
                        "profile.country = 'FR'")));
    log.step(
        SECOND,
        1080,
        "not-sent",
        s ->
            s.setStep("text")
                .setEdge("next")
                .setNext("patient")
                .setReason("unreachable")
                .setDetail(Map.of("address", "missing")));
    log.step(SECOND, 1080, "waiting", s -> s.setStep("patient"));
    return log.read(-100, "journey-steps", "audience-changes", "message-requests", "dead-letters")
        .read(-1, "signals");
  }

  /** Someone of whom only events are known. */
  static Log eventsOnly() {
    return new Log()
        .published(DOCUMENTS)
        .event(0, "e-1", "cart.updated", Duration.ZERO, Map.of("items", 0))
        .event(5, "e-2", "shop.visited", Duration.ZERO, Map.of())
        .read(-100, "journey-steps", "audience-changes", "message-requests", "dead-letters")
        .read(-50, "signals");
  }
}
