package dev.sojourn.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The build's version, from its jar; {@code development} where there is no jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new String[] {"sojourn " + version, "Java " + Runtime.version()};
  }
}
