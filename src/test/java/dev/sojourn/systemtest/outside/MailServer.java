package dev.sojourn.systemtest.outside;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.helper.SimpleMessageListenerAdapter;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes every mail and keeps it. */
public final class MailServer implements AutoCloseable {
  private final Collection<Mail> mails = new ConcurrentLinkedQueue<>();
  private final SMTPServer server;

  /**
   * A mail as it arrived.
   *
   * @param id its Message-ID, with the angle brackets
   * @param html empty if it has no such part
   */
  public record Mail(String id, String from, String to, String subject, String text, String html) {}

  public MailServer() {
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .maxConnections(1_000)
            .messageHandlerFactory(new SimpleMessageListenerAdapter(new Listener()))
            .build();
    server.start();
  }

  public int port() {
    return server.getPortAllocated();
  }

  /** All mails so far. */
  public List<Mail> mails() {
    return new ArrayList<>(mails);
  }

  /** How many mails came with each Message-ID. */
  public Map<String, Integer> mailsById() {
    Map<String, Integer> counts = new TreeMap<>();
    mails.forEach(mail -> counts.merge(mail.id(), 1, Integer::sum));
    return counts;
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Listener implements SimpleMessageListener {
    @Override
    public boolean accept(String from, String recipient) {
      return true;
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) {
      try {
        MimeMessage message = new MimeMessage(null, data);
        mails.add(
            new Mail(
                message.getMessageID(),
                from,
                recipient,
                message.getSubject(),
                part(message, "text/plain"),
                part(message, "text/html")));
      } catch (MessagingException | IOException e) {
        throw new IllegalStateException("not a mail", e);
      }
    }
  }

  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    if (part.getContent() instanceof MimeMultipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        String content = part(parts.getBodyPart(i), type);
        if (!content.isEmpty()) {
          return content;
        }
      }
    }
    return "";
  }
}
