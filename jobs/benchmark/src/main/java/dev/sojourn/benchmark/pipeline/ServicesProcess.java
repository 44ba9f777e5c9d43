package dev.sojourn.benchmark.pipeline;

import java.nio.file.Path;

/** Broker and registry as a process; ends when its standard input does. */
final class ServicesProcess {
  static final String READY = "ready";

  private ServicesProcess() {}

  /**
   * @param args the directory of the data set
   */
  public static void main(String[] args) throws Exception {
    Services services = Services.inProcess(Path.of(args[0]));
    Endpoints endpoints = services.endpoints();
    System.out.println(READY + " " + endpoints.bootstrapServers() + " " + endpoints.registry());
    ChildJvm.awaitEndOfInput();
    services.close();
    Runtime.getRuntime().halt(0);
  }
}
