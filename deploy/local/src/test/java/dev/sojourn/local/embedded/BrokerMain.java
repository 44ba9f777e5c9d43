package dev.sojourn.local.embedded;

import java.nio.file.Path;

/** A process that has a broker and waits to be killed; prints where the broker is. */
final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
    System.out.println(broker.bootstrapServers());
    Thread.currentThread().join();
  }
}
