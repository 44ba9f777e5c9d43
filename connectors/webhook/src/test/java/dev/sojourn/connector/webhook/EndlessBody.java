package dev.sojourn.connector.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers with a text that never ends. */
final class EndlessBody implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0);
  private final CountDownLatch brokenOff = new CountDownLatch(1);

  EndlessBody() throws IOException {
    Thread thread = new Thread(this::serve, "endless-body");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://localhost:" + server.getLocalPort() + "/";
  }

  /** Whether the caller has hung up within this time. */
  boolean awaitBrokenOff(Duration patience) {
    try {
      return brokenOff.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private void serve() {
    byte[] text = new byte[8 * 1024];
    Arrays.fill(text, (byte) 'x');
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write("HTTP/1.1 200 OK\r\n\r\n\"".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(text);
      }
    } catch (IOException closed) {
      brokenOff.countDown();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
