package dev.sojourn.connector.smtp;

import dev.sojourn.connector.Delivery;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;

/**
 * A delivery as a mail. Knows whether its content has begun to go out, since from then on the
 * server may have taken it.
 */
final class MailMessage extends MimeMessage {

  static final String SUBJECT = "subject";
  static final String TEXT = "text";
  static final String HTML = "html";

  private static final String UTF_8 = "UTF-8";

  private final String messageId;
  private final Address recipient;
  private boolean begun;

  private MailMessage(Session session, String messageId, Address recipient) {
    super(session);
    this.messageId = messageId;
    this.recipient = recipient;
  }

  /**
   * @throws AddressException if the address is not exactly one mail address
   * @throws MissingContentException if the template has no subject, or neither text nor html
   */
  static MailMessage of(Delivery delivery, SmtpSettings settings, Session session)
      throws MessagingException {
    InternetAddress recipient = address(delivery.address());
    Map<String, String> parts = delivery.parts();
    if (!parts.containsKey(SUBJECT) || (!parts.containsKey(TEXT) && !parts.containsKey(HTML))) {
      throw new MissingContentException();
    }
    MailMessage mail =
        new MailMessage(session, messageId(delivery.requestId(), settings.from()), recipient);
    mail.setFrom(settings.from());
    mail.setRecipient(Message.RecipientType.TO, recipient);
    if (settings.replyTo().isPresent()) {
      mail.setReplyTo(new Address[] {settings.replyTo().get()});
    }
    mail.setSubject(oneLine(parts.get(SUBJECT)), UTF_8);
    mail.setSentDate(new Date());
    if (settings.listUnsubscribe().isPresent()) {
      String unsubscribe = settings.listUnsubscribe().get();
      mail.setHeader("List-Unsubscribe", "<" + unsubscribe + ">");
      if (unsubscribe.startsWith("https:")) {
        mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
      }
    }
    mail.fill(parts.get(TEXT), parts.get(HTML));
    mail.saveChanges();
    return mail;
  }

  private void fill(String text, String html) throws MessagingException {
    if (html == null) {
      setText(text, UTF_8);
    } else if (text == null) {
      setText(html, UTF_8, HTML);
    } else {
      MimeBodyPart plain = new MimeBodyPart();
      plain.setText(text, UTF_8);
      MimeBodyPart rich = new MimeBodyPart();
      rich.setText(html, UTF_8, HTML);
      // The last is the one a reader prefers (RFC 2046, 5.1.4).
      setContent(new MimeMultipart("alternative", plain, rich));
    }
  }

  /** The one it goes to. */
  Address recipient() {
    return recipient;
  }

  /** The Message-ID, with its angle brackets. */
  String messageId() {
    return messageId;
  }

  /** Whether any of the content went out, so that the server may have taken the mail. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
    begun = true;
    super.writeTo(out, ignored);
  }

  private static InternetAddress address(String text) throws AddressException {
    if (text.chars()
        .anyMatch(c -> c <= 0x20 || c == 0x7f || c == ',' || c == ';' || c == '<' || c == '>')) {
      throw new AddressException("more or less than one plain address");
    }
    int at = text.lastIndexOf('@');
    String local = text.substring(0, Math.max(at, 0));
    if (local.isEmpty() || !StandardCharsets.US_ASCII.newEncoder().canEncode(local)) {
      throw new AddressException("the part before @ is missing or not ASCII");
    }
    try {
      InternetAddress address =
          new InternetAddress(local + "@" + IDN.toASCII(text.substring(at + 1)), true);
      address.validate();
      return address;
    } catch (IllegalArgumentException invalid) {
      throw new AddressException("the domain is not one");
    }
  }

  /** Ids of our own are plain; one that is not, and might break the header, is hashed. */
  private static String messageId(String requestId, InternetAddress from) {
    String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    String local =
        requestId.matches("[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*") && requestId.length() <= 200
            ? requestId
            : "h." + sha256(requestId);
    return "<" + local + "@" + domain + ">";
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static String oneLine(String subject) {
    return subject.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /** The template lacks a part without which there is no mail. */
  static final class MissingContentException extends MessagingException {
    private static final long serialVersionUID = 1;

    MissingContentException() {
      super("a mail needs the part subject, and text or html");
    }
  }
}
