package dev.sojourn.connector.smtp;

import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes SMTP connectors: {@code connector: {type: smtp, host: …, port: 25, from: "Shop
 * <shop@example.com>"}}.
 */
public final class SmtpConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "smtp";
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part(MailMessage.SUBJECT, true, Escaping.NONE),
        new Part(MailMessage.TEXT, false, Escaping.NONE),
        new Part(MailMessage.HTML, false, Escaping.HTML));
  }

  @Override
  public List<String> check(Map<String, Object> configuration) {
    return SmtpSettings.problems(configuration);
  }

  @Override
  public ChannelConnector create(Map<String, Object> configuration, Secrets secrets) {
    List<String> problems = new ArrayList<>();
    SmtpSettings settings = SmtpSettings.read(configuration, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new SmtpConnector(settings, secrets);
  }
}
