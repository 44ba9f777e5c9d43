package dev.sojourn.connector.webhook;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends the head of an answer and never its body. */
final class SlowBody implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0);
  private volatile Socket socket;

  SlowBody() throws IOException {
    Thread thread = new Thread(this::serve, "slow-body");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://localhost:" + server.getLocalPort() + "/";
  }

  private void serve() {
    try {
      socket = server.accept();
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (socket != null) {
      socket.close();
    }
  }
}
