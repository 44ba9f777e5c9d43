package dev.sojourn.local.embedded;

import java.io.IOException;

/**
 * The main class of the registry's process: runs the registry's own, and ends the process when the
 * parent is gone. The parent holds the other end of the standard input and never writes; however it
 * ends, even by {@code kill -9}, the system closes that end.
 *
 * <p>It runs beside the registry's classes and alone of ours, so it uses nothing but the JDK.
 */
public final class RegistryMain {
  private static final String REGISTRY = "io.quarkus.runner.GeneratedMain";

  private RegistryMain() {}

  /** Runs the registry until it ends. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(RegistryMain::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Class.forName(REGISTRY).getMethod("main", String[].class).invoke(null, (Object) args);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Whatever comes has no meaning.
      }
    } catch (IOException e) {
      // As good as an end.
    }
    // Not exit: nobody is left to wait for an orderly end, and every answer given has been written
    // (see the database's settings).
    Runtime.getRuntime().halt(0);
  }
}
