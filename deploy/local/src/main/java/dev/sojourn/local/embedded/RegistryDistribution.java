package dev.sojourn.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the unpacked registry lies: in the directory that the system property {@value #HOME} names;
 * else in a directory {@code registry} beside this class's own jar, beside the directory of that
 * jar, or beside {@code target/classes} in a build.
 */
final class RegistryDistribution {
  /** Names the directory that holds the runner jar. */
  static final String HOME = "sojourn.registry.home";

  private static final String RUNNER = "-runner.jar";

  private RegistryDistribution() {}

  /** The jar that runs the registry. */
  static Path runner() {
    List<Path> candidates = candidates();
    return candidates.stream()
        .map(RegistryDistribution::runnerIn)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new EmbeddedStartException(
                    "The schema registry is not installed: there is no *"
                        + RUNNER
                        + " in any of "
                        + candidates
                        + ". Build the product, or set the system property "
                        + HOME
                        + "."));
  }

  private static List<Path> candidates() {
    String home = System.getProperty(HOME);
    if (home != null) {
      return List.of(Path.of(home));
    }
    Path code = codeSource();
    Path beside = code.resolveSibling("registry");
    Path above = code.getParent().resolveSibling("registry");
    return List.of(beside, above);
  }

  private static Path codeSource() {
    try {
      return Path.of(
              RegistryDistribution.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> runnerIn(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().endsWith(RUNNER)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
