package dev.sojourn.cli.simulate;

import dev.sojourn.cli.explain.LogTime;
import dev.sojourn.cli.history.SignalSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How moments are read and told. */
public final class MomentOptions {
  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "IANA zone in which moments are read and told, such as Europe/Paris (default: this machine's).")
  private String zone;

  /** The zone. */
  ZoneId zone(CommandLine line) {
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ParameterException(
          line, "there is no zone " + zone + "; write one such as Europe/Paris", e);
    }
  }

  /**
   * A moment, ms since the epoch; empty for null.
   *
   * @param option for what is wrong with it
   */
  OptionalLong moment(CommandLine line, String option, String text, Instant now) {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(LogTime.parse(text, zone(line), now).toEpochMilli());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, option + ": " + e.getMessage(), e);
    }
  }

  /** From one moment to another; null for none. */
  public SignalSource.Window window(
      CommandLine line, String fromOption, String from, String toOption, String to, Instant now) {
    SignalSource.Window window =
        new SignalSource.Window(
            moment(line, fromOption, from, now), moment(line, toOption, to, now));
    if (window.from().isPresent()
        && window.to().isPresent()
        && window.from().getAsLong() >= window.to().getAsLong()) {
      throw new ParameterException(line, fromOption + " must lie before " + toOption);
    }
    return window;
  }
}
