package dev.sojourn.connector.webhook;

import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes webhook connectors: {@code connector: {type: webhook, url: …, bearerToken:
 * "${env:TOKEN}"}}.
 */
public final class WebhookConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part(WebhookConnector.BODY, true, Escaping.JSON));
  }

  @Override
  public List<String> check(Map<String, Object> configuration) {
    List<String> problems = new ArrayList<>();
    WebhookSettings.read(configuration, problems);
    return List.copyOf(problems);
  }

  @Override
  public ChannelConnector create(Map<String, Object> configuration, Secrets secrets) {
    List<String> problems = new ArrayList<>();
    WebhookSettings settings = WebhookSettings.read(configuration, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new WebhookConnector(settings, secrets);
  }
}
