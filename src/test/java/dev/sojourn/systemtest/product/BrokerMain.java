package dev.sojourn.systemtest.product;

import dev.sojourn.local.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A broker as a process of its own, so that it can be halted. Ends when its input ends, and so
 * never outlives the test.
 */
final class BrokerMain {
  private BrokerMain() {}

  /**
   * Serves until the input ends.
   *
   * @param args data directory, port
   */
  public static void main(String[] args) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
    System.out.println(BrokerProcess.READY + broker.bootstrapServers());
    while (System.in.read() >= 0) {
      // Until the test is gone.
    }
    Runtime.getRuntime().halt(0);
  }
}
