package dev.sojourn.delivery.operator;

import dev.sojourn.avro.MessageRequest;
import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.delivery.definition.LiveDefinitions;
import dev.sojourn.delivery.definition.TemplateSpec;
import dev.sojourn.delivery.template.RenderException;
import dev.sojourn.delivery.template.Templates;
import dev.sojourn.schemas.codec.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Renders requests. A template sees the request's data, by convention {@code profile} and {@code
 * journey}, and {@code message} with the fields {@code id}, {@code address}, {@code channel} and
 * {@code profile}: an HTTP body has no other place to take the address from.
 */
final class Messages {

  private final LiveDefinitions definitions;
  private final Templates templates = new Templates();

  Messages(LiveDefinitions definitions) {
    this.definitions = definitions;
  }

  /**
   * The template that the request names, in its version or the one that is live now (V2); empty if
   * it is not known yet.
   */
  Optional<TemplateSpec> template(MessageRequest request) {
    return request.getTemplateVersion() == null
        ? definitions.template(request.getTemplate())
        : definitions.template(request.getTemplate(), request.getTemplateVersion());
  }

  /** The parts of the message (D9). */
  Map<String, String> render(
      MessageRequest request, TemplateSpec template, ConnectorFactory connector)
      throws RenderException {
    Map<String, Object> data = new LinkedHashMap<>(Values.fromAvro(request.getData()));
    data.put(
        "message",
        Map.of(
            "id", request.getId(),
            "address", request.getAddress(),
            "channel", request.getChannel(),
            "profile", request.getProfile()));
    return templates.get(template, connector).render(data);
  }
}
