package dev.sojourn.connector.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An SMTP channel's configuration.
 *
 * @param port 25 unless stated
 * @param startTls {@link StartTls#OPPORTUNISTIC} unless stated
 * @param username may be a reference to a secret, as may the password; both or neither
 * @param listUnsubscribe an https or mailto address for the header {@code List-Unsubscribe}
 * @param helo the name by which we greet the server; the machine's own unless stated
 * @param connections how many at most, 4 unless stated
 */
record SmtpSettings(
    String host,
    int port,
    InternetAddress from,
    Optional<InternetAddress> replyTo,
    Optional<String> username,
    Optional<String> password,
    StartTls startTls,
    Optional<String> listUnsubscribe,
    Optional<String> helo,
    int connections) {

  /** Whether the connection is encrypted. */
  enum StartTls {
    /** Never. */
    NONE,
    /** If the server offers it; any certificate will do, since none at all would. */
    OPPORTUNISTIC,
    /** Always, with a certificate that is valid for the host. */
    REQUIRED
  }

  private static final List<String> OPTIONS =
      List.of(
          "connections",
          "from",
          "helo",
          "host",
          "listUnsubscribe",
          "password",
          "port",
          "replyTo",
          "startTls",
          "type",
          "username");

  /**
   * Reads a configuration and adds to {@code problems} what is wrong with it; what it returns is
   * good only if there is none.
   */
  static SmtpSettings read(Map<String, Object> configuration, List<String> problems) {
    for (String option : configuration.keySet()) {
      if (!OPTIONS.contains(option)) {
        problems.add("smtp has no option '" + option + "'; it has " + OPTIONS);
      }
    }
    String host = text(configuration, "host", problems).orElse("");
    if (host.isEmpty()) {
      problems.add("host is missing; name the mail server");
    }
    InternetAddress from = null;
    Optional<String> sender = text(configuration, "from", problems);
    if (sender.isEmpty()) {
      problems.add("from is missing; write for example \"Shop <shop@example.com>\"");
    } else {
      from = mailbox("from", sender.get(), problems);
    }
    Optional<String> username = text(configuration, "username", problems);
    Optional<String> password = text(configuration, "password", problems);
    if (username.isPresent() != password.isPresent()) {
      problems.add("username and password go together; one of them is missing");
    }
    Optional<String> listUnsubscribe = text(configuration, "listUnsubscribe", problems);
    if (listUnsubscribe.isPresent()
        && !listUnsubscribe.get().matches("(https://|mailto:)[\\x21-\\x7e&&[^<>]]+")) {
      problems.add("listUnsubscribe is neither an https nor a mailto address");
    }
    return new SmtpSettings(
        host,
        number(configuration, "port", 25, 65_535, problems),
        from,
        text(configuration, "replyTo", problems).map(each -> mailbox("replyTo", each, problems)),
        username,
        password,
        startTls(configuration, problems),
        listUnsubscribe,
        text(configuration, "helo", problems),
        number(configuration, "connections", 4, 100, problems));
  }

  private static StartTls startTls(Map<String, Object> configuration, List<String> problems) {
    String name = text(configuration, "startTls", problems).orElse("opportunistic");
    for (StartTls value : StartTls.values()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
        return value;
      }
    }
    problems.add("startTls '" + name + "' is none of none, opportunistic, required");
    return StartTls.REQUIRED;
  }

  private static InternetAddress mailbox(String option, String text, List<String> problems) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      if (parsed.length == 1 && !parsed[0].isGroup() && parsed[0].getAddress().contains("@")) {
        return parsed[0];
      }
      problems.add(option + " '" + text + "' is not one mail address: " + Arrays.toString(parsed));
    } catch (AddressException invalid) {
      problems.add(option + " '" + text + "' is not a mail address: " + invalid.getMessage());
    }
    return null;
  }

  private static Optional<String> text(
      Map<String, Object> configuration, String option, List<String> problems) {
    Object value = configuration.get(option);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text) || text.isBlank() || text.chars().anyMatch(c -> c < 0x20)) {
      problems.add(option + " is not a text of one line");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static int number(
      Map<String, Object> configuration,
      String option,
      int otherwise,
      int greatest,
      List<String> problems) {
    Object value = configuration.get(option);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Number number)
        || number.doubleValue() != number.intValue()
        || number.intValue() < 1
        || number.intValue() > greatest) {
      problems.add(option + " is not a whole number from 1 to " + greatest);
      return otherwise;
    }
    return number.intValue();
  }

  /** The problems of a configuration; empty if there is none. */
  static List<String> problems(Map<String, Object> configuration) {
    List<String> problems = new ArrayList<>();
    read(configuration, problems);
    return List.copyOf(problems);
  }
}
