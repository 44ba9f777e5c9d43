package dev.sojourn.cli;

import picocli.CommandLine.Option;

/**
 * The help of a subcommand. (Picocli's own mixin would bring {@code --version} too, which means
 * something else to some of them.)
 */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;
}
