package dev.sojourn.systemtest.product;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports that are free now, and that no outgoing connection takes while the process that uses them
 * is down: they lie below the range from which systems choose those.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;

  private static int next = (int) (ProcessHandle.current().pid() * 37 % COUNT);

  private Ports() {}

  /** Another one at every call. */
  public static synchronized int free() {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + next;
      next = (next + 1) % COUNT;
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Taken: the next one.
      }
    }
    throw new IllegalStateException("no port is free");
  }
}
