package dev.sojourn.connector.smtp;

import dev.sojourn.connector.testkit.Provider;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** A mail server that answers as it is told. */
final class SmtpProvider implements Provider {

  static final String USER = "shop";

  private final SMTPServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final Set<String> sessions = Collections.synchronizedSet(new java.util.HashSet<>());
  private final List<Session> open = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private Behaviour behaviour = Behaviour.ACCEPT;
  private volatile int refusal = 550;

  SmtpProvider() {
    this(builder -> builder);
  }

  SmtpProvider(UnaryOperator<SMTPServer.Builder> options) {
    server =
        options
            .apply(
                SMTPServer.port(0)
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .hostName("localhost")
                    .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(this::login))
                    .messageHandlerFactory(Mail::new))
            .build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  /** How many connections carried at least one mail. */
  int connections() {
    return sessions.size();
  }

  /** The reply to a refused recipient from now on. */
  void refuseWith(int reply) {
    refusal = reply;
    behave(Behaviour.REFUSE);
  }

  /** Closes all connections without a word, as a server does with idle ones. */
  void hangUp() {
    open.forEach(Session::quit);
    open.forEach(SmtpProvider::cut);
    open.clear();
  }

  @Override
  public Map<String, Object> configuration() {
    return Map.of(
        "type", "smtp",
        "host", "localhost",
        "port", (long) port(),
        "from", "The Shop <shop@example.com>");
  }

  @Override
  public Map<String, Object> configurationWithSecret(String reference) {
    Map<String, Object> configuration = new HashMap<>(configuration());
    configuration.put("username", USER);
    configuration.put("password", reference);
    return configuration;
  }

  @Override
  public void behave(Behaviour next) {
    synchronized (lock) {
      behaviour = next;
      lock.notifyAll();
    }
  }

  @Override
  public Set<Behaviour> behaviours() {
    return Set.of(
        Behaviour.ACCEPT,
        Behaviour.FAIL_FOR_NOW,
        Behaviour.REFUSE,
        Behaviour.THROTTLE,
        Behaviour.REFUSE_CREDENTIALS,
        Behaviour.HANG,
        Behaviour.DROP);
  }

  @Override
  public List<Received> received() {
    return received;
  }

  @Override
  public int pending() {
    return pending.get();
  }

  @Override
  public void close() {
    behave(Behaviour.ACCEPT);
    server.stop();
  }

  private void login(String user, String password, MessageContext context)
      throws LoginFailedException {
    if (!user.equals(USER) || !password.equals(SECRET)) {
      throw new LoginFailedException();
    }
  }

  private static void cut(Session session) {
    try {
      session.getSocket().close();
    } catch (IOException gone) {
      // It is closed.
    }
  }

  private final class Mail implements MessageHandler {
    private final Session session;
    private final List<String> recipients = new ArrayList<>();

    Mail(MessageContext context) {
      session = (Session) context;
      sessions.add(session.getSessionId());
      open.add(session);
    }

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) throws RejectException {
      pending.incrementAndGet();
      Behaviour now;
      synchronized (lock) {
        try {
          while (behaviour == Behaviour.HANG) {
            lock.wait();
          }
          now = behaviour;
        } catch (InterruptedException interrupted) {
          throw new IllegalStateException(interrupted);
        } finally {
          pending.decrementAndGet();
        }
      }
      switch (now) {
        case FAIL_FOR_NOW -> throw new RejectException(451, "try again");
        case REFUSE -> throw new RejectException(refusal, "no " + recipient);
        case THROTTLE -> throw new DropConnectionException(421, "too many");
        case DROP -> cut(session);
        default -> recipients.add(recipient);
      }
    }

    @Override
    public String data(InputStream data) throws IOException {
      byte[] bytes = data.readAllBytes();
      try {
        MimeMessage mail = new MimeMessage(null, new ByteArrayInputStream(bytes));
        Map<String, List<String>> headers = new HashMap<>();
        Collections.list(mail.getAllHeaders())
            .forEach(
                header ->
                    headers
                        .computeIfAbsent(
                            header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(header.getValue()));
        received.add(
            new Received(mail.getMessageID(), List.copyOf(recipients), headers, content(mail)));
      } catch (MessagingException broken) {
        throw new IOException(broken);
      }
      return null;
    }

    @Override
    public void done() {}
  }

  /** All texts of a mail, decoded, each after its type. */
  private static String content(Part part) throws MessagingException, IOException {
    if (part.getContent() instanceof MimeMultipart multipart) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < multipart.getCount(); i++) {
        all.append(content(multipart.getBodyPart(i)));
      }
      return all.toString();
    }
    return "[" + part.getContentType().replaceFirst(";(?s).*", "") + "] " + part.getContent();
  }
}
