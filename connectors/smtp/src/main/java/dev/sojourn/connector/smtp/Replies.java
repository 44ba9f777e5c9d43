package dev.sojourn.connector.smtp;

import dev.sojourn.connector.Outcome;
import dev.sojourn.connector.Secrets.MissingSecretException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;

/**
 * Classifies what went wrong with a mail (D6). Details name the reply's code, never its text, which
 * may hold the address.
 */
final class Replies {

  private static final int CLOSING = 421;

  private Replies() {}

  /**
   * @param reply the server's last reply code; 0 or less if there was none
   */
  static Outcome of(Exception failure, int reply) {
    if (failure instanceof MissingSecretException) {
      return new Outcome.Misconfigured("secret-missing", failure.getMessage());
    }
    if (failure instanceof MailMessage.MissingContentException) {
      return new Outcome.Permanent("content-missing", failure.getMessage());
    }
    if (failure instanceof AddressException) {
      return new Outcome.Permanent(
          "address-invalid", "the address is not exactly one mail address");
    }
    if (failure instanceof AuthenticationFailedException) {
      return new Outcome.Misconfigured(
          "credentials-refused", "the mail server refuses the channel's credentials");
    }
    if (failure instanceof MailConnectException
        || failure.getCause() instanceof SocketConnectException) {
      return new Outcome.Transient("connection-refused", "no connection to the mail server");
    }
    if (connectionLost(failure)) {
      return new Outcome.Transient("connection-lost", "the connection to the mail server ended");
    }
    int code = replyCode(failure).orElse(reply);
    return code >= 400 ? ofReply(code) : ofMessage(failure);
  }

  private static Outcome ofReply(int reply) {
    String code = "smtp-" + reply;
    String detail = "the mail server answered " + reply;
    return switch (reply) {
      case CLOSING -> new Outcome.Throttled(Optional.empty(), detail);
      case 530, 534, 535, 538 ->
          new Outcome.Misconfigured(
              code, detail + "; check the channel's credentials and startTls");
      default ->
          reply < 500 ? new Outcome.Transient(code, detail) : new Outcome.Permanent(code, detail);
    };
  }

  private static Outcome ofMessage(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("STARTTLS")) {
      return new Outcome.Misconfigured(
          "tls", "the mail server does not offer STARTTLS, which the channel requires");
    }
    return new Outcome.Transient("connector-error", failure.getClass().getSimpleName());
  }

  /**
   * Whether the connection broke, or the server said that it ends it, so that a new one may fare
   * better.
   */
  static boolean connectionLost(Exception failure) {
    if (replyCode(failure).filter(code -> code == CLOSING).isPresent()) {
      return false;
    }
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof IOException || cause instanceof IllegalStateException) {
        return true;
      }
      String message = String.valueOf(cause.getMessage());
      // The reply code that the library gives for an end of the stream, and its words for it.
      if (message.contains("[EOF]") || message.contains("Not connected")) {
        return true;
      }
      cause = cause instanceof MessagingException mail ? mail.getNextException() : cause.getCause();
    }
    return false;
  }

  private static Optional<Integer> replyCode(Exception failure) {
    Exception each = failure;
    while (each != null) {
      int code = -1;
      if (each instanceof SMTPAddressFailedException address) {
        code = address.getReturnCode();
      } else if (each instanceof SMTPSendFailedException send) {
        code = send.getReturnCode();
      } else if (each instanceof SMTPSenderFailedException sender) {
        code = sender.getReturnCode();
      }
      if (code > 0) {
        return Optional.of(code);
      }
      each = each instanceof MessagingException mail ? mail.getNextException() : null;
    }
    return Optional.empty();
  }
}
