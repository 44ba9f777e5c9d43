package dev.sojourn.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tells early, and in words, that a port is taken. */
final class Ports {
  private Ports() {}

  /**
   * @param service for people, such as {@code Kafka}
   * @param port 0: any, which is always free
   * @param option of the command line that states another
   * @throws LocalStartException if something listens there already
   */
  static void requireFree(String service, int port, String option) {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new LocalStartException(
          "port "
              + port
              + ", for "
              + service
              + ", is taken; stop what listens there, or give another with "
              + option
              + " (0: any free one)",
          e);
    }
  }
}
