package dev.sojourn.cli.demo;

import java.time.Instant;

/** A mail as it arrived at the demo's mail server. */
public record Mail(Instant at, String to, String subject) {}
