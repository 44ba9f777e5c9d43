package dev.sojourn.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The loopback address and ports on it. */
final class LoopbackPort {
  static final String HOST = "127.0.0.1";

  private LoopbackPort() {}

  /**
   * The port itself, or a free one for 0. That it stays free until it is used is likely, since the
   * system hands out other ports first, but not certain: who starts a server on it reports it if
   * not.
   */
  static int choose(int port) {
    if (port != 0) {
      return port;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free on " + HOST + ".", e);
    }
  }
}
