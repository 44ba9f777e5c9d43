package dev.sojourn.cli.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes every mail and remembers the newest. Safe for use by many threads. */
final class Mailbox implements AutoCloseable {
  private static final int REMEMBERED = 50;

  private final SMTPServer server;
  private final Session session = Session.getInstance(new Properties());
  private final Deque<Mail> newest = new ArrayDeque<>();
  private long count;
  private Optional<Mail> first = Optional.empty();

  /**
   * @param port 0: any free one
   */
  Mailbox(int port) {
    this.server =
        new SMTPServer.Builder()
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(port)
            .softwareName("Sojourn demo")
            .messageHandler((context, from, to, content) -> take(to, content))
            .build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  private void take(String to, byte[] content) {
    Mail mail = new Mail(Instant.now(), to, subject(content));
    synchronized (this) {
      count++;
      if (first.isEmpty()) {
        first = Optional.of(mail);
      }
      newest.addFirst(mail);
      if (newest.size() > REMEMBERED) {
        newest.removeLast();
      }
    }
  }

  private String subject(byte[] content) {
    try {
      String subject = new MimeMessage(session, new ByteArrayInputStream(content)).getSubject();
      return subject == null ? "" : subject;
    } catch (MessagingException e) {
      return "(a mail that cannot be read: " + e.getMessage() + ")";
    }
  }

  synchronized long count() {
    return count;
  }

  /** Empty until the first mail has come. */
  synchronized Optional<Mail> first() {
    return first;
  }

  /** The newest first. */
  synchronized List<Mail> newest(int most) {
    return newest.stream().limit(most).toList();
  }

  @Override
  public void close() {
    server.stop();
  }
}
