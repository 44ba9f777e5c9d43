package dev.sojourn.local.embedded;

import java.nio.file.Path;

/** A process that has a registry for a child and waits to be killed; prints the child's id. */
final class RegistryParentMain {
  private RegistryParentMain() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedRegistry registry = EmbeddedRegistry.start(Path.of(args[0]), 0);
    System.out.println(registry.pid());
    Thread.currentThread().join();
  }
}
