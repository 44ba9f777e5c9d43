package dev.sojourn.connector.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes a lane's sockets and can break the latest one from another thread, which is the only way to
 * end a call that hangs.
 */
final class BreakableSockets extends SocketFactory {

  private volatile Socket latest;

  /** Closes the socket in use, if there is one. Whoever reads from it or connects fails at once. */
  void breakOff() {
    Socket socket = latest;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException alreadyBroken) {
        // It is closed, which is what was asked for.
      }
    }
  }

  @Override
  public Socket createSocket() {
    Socket socket = new Socket();
    latest = socket;
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  private Socket connected(InetSocketAddress remote, InetSocketAddress local) throws IOException {
    Socket socket = createSocket();
    if (local != null) {
      socket.bind(local);
    }
    socket.connect(remote);
    return socket;
  }
}
