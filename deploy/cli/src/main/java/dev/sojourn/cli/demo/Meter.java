package dev.sojourn.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Puts the figures of one moment together. Belongs to one thread. */
final class Meter {
  private static final int MAILS = 8;
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private final Instant ready;
  private final Statistics statistics;
  private final Mailbox mailbox;
  private final Crm crm;
  private Instant windowBegan;
  private long eventsThen;
  private double rate;

  /**
   * @param ready when everything ran
   */
  Meter(Instant ready, Statistics statistics, Mailbox mailbox, Crm crm) {
    this.ready = ready;
    this.windowBegan = ready;
    this.statistics = statistics;
    this.mailbox = mailbox;
    this.crm = crm;
  }

  Progress progress() {
    Statistics.Snapshot counts = statistics.snapshot();
    Instant now = Instant.now();
    Duration window = Duration.between(windowBegan, now);
    if (window.compareTo(WINDOW) >= 0) {
      rate = (counts.events() - eventsThen) * 1_000.0 / window.toMillis();
      windowBegan = now;
      eventsThen = counts.events();
    }
    return new Progress(
        Duration.between(ready, now),
        rate,
        mailbox.count(),
        crm.accepted(),
        firstMail(),
        mailbox.newest(MAILS),
        counts);
  }

  /** Since the process was started; empty until it has come. */
  Optional<Duration> firstMail() {
    return mailbox.first().map(mail -> Duration.between(Demo.started(), mail.at()));
  }
}
