package dev.sojourn.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far the demo has come.
 *
 * @param running since it was ready
 * @param eventsPerSecond as read from the log, over the last moments
 * @param mails that arrived at the mail server
 * @param calls that arrived at the HTTP server
 * @param firstMail since the command was started, empty until it has come
 * @param newest mails, the newest first
 */
public record Progress(
    Duration running,
    double eventsPerSecond,
    long mails,
    long calls,
    Optional<Duration> firstMail,
    List<Mail> newest,
    Statistics.Snapshot counts) {}
