package dev.sojourn.connector.smtp;

import dev.sojourn.connector.Outcome;
import dev.sojourn.connector.Secrets;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to the mail server, used by one thread, opened when first needed and again when it
 * has died. Only {@link #breakOff} is called from other threads.
 */
final class Lane {

  /**
   * The server is told to be gone after this long without progress; the attempt's own time limit is
   * normally shorter.
   */
  private static final int SOCKET_TIMEOUT_MILLIS = 60_000;

  private final SmtpSettings settings;
  private final Secrets secrets;
  private final BreakableSockets sockets = new BreakableSockets();
  private final Session session;
  private SMTPTransport transport;

  Lane(SmtpSettings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
    this.session = Session.getInstance(properties(settings, sockets));
  }

  /** Sends one mail and classifies the answer; blocks. */
  Outcome send(Call call) {
    MailMessage mail;
    try {
      mail = MailMessage.of(call.delivery(), settings, session);
    } catch (MessagingException unusable) {
      return Replies.of(unusable, 0);
    }
    boolean reused = transport != null;
    Outcome outcome = attempt(mail);
    boolean dead =
        outcome instanceof Outcome.Transient failed && failed.code().equals("connection-lost");
    if (dead && reused && !mail.hasBegun() && !call.isDone()) {
      // The server had closed the idle connection; nothing of this mail went out, so this is still
      // the same attempt.
      outcome = attempt(mail);
    }
    return outcome;
  }

  private Outcome attempt(MailMessage mail) {
    try {
      open();
      transport.sendMessage(mail, new Address[] {mail.recipient()});
      return Outcome.Accepted.as(mail.messageId());
    } catch (MessagingException | RuntimeException failure) {
      Outcome outcome = Replies.of(failure, lastReply());
      // After a reply the connection is as good as before; after anything else it may be in the
      // middle of a command.
      boolean usable =
          outcome instanceof Outcome.Permanent
              || (outcome instanceof Outcome.Transient answered
                  && answered.code().startsWith("smtp-"));
      if (!usable) {
        drop();
      }
      return outcome;
    }
  }

  private int lastReply() {
    return transport == null ? 0 : transport.getLastReturnCode();
  }

  private void open() throws MessagingException {
    if (transport != null) {
      return;
    }
    transport = (SMTPTransport) session.getTransport("smtp");
    if (settings.username().isPresent()) {
      transport.connect(
          settings.host(),
          settings.port(),
          secrets.resolve(settings.username().get()),
          secrets.resolve(settings.password().orElse("")));
    } else {
      transport.connect(settings.host(), settings.port(), null, null);
    }
  }

  /** Ends the connection politely, for example because it has been idle. */
  void close() {
    if (transport == null) {
      return;
    }
    try {
      transport.close();
    } catch (MessagingException gone) {
      // The server was quicker.
    }
    drop();
  }

  private void drop() {
    transport = null;
    sockets.breakOff();
  }

  /** Breaks the connection off whatever the lane's thread is doing with it. From any thread. */
  void breakOff() {
    sockets.breakOff();
  }

  private static Properties properties(SmtpSettings settings, BreakableSockets sockets) {
    Properties properties = new Properties();
    String timeout = String.valueOf(SOCKET_TIMEOUT_MILLIS);
    properties.put("mail.smtp.connectiontimeout", timeout);
    properties.put("mail.smtp.timeout", timeout);
    properties.put("mail.smtp.socketFactory", sockets);
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", String.valueOf(settings.username().isPresent()));
    // The envelope's sender; a bounce address per request comes with the email channel's own issue.
    properties.put("mail.smtp.from", settings.from().getAddress());
    settings.helo().ifPresent(name -> properties.put("mail.smtp.localhost", name));
    switch (settings.startTls()) {
      case NONE -> {}
      case OPPORTUNISTIC -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
      }
      case REQUIRED -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
    }
    return properties;
  }
}
