package dev.sojourn.engine.definition.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.Channel.AddressFormat;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.expression.Expression;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads channels. What concerns the delivery job only is checked here and read there. */
final class ChannelReader {
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration DEFAULT_INITIAL_BACKOFF = Duration.ofSeconds(1);
  private static final Duration DEFAULT_MAX_BACKOFF = Duration.ofMinutes(5);

  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(password|secret|token|apikey|privatekey)", Pattern.CASE_INSENSITIVE);
  private static final Pattern REFERENCE = Pattern.compile(".*\\$\\{(env|file):[^}]+\\}.*");

  private ChannelReader() {}

  static Channel read(Element root) {
    String name = Metadata.name(root);
    Element spec = root.at("spec");
    checkDelivery(spec);
    refuseSecrets(spec.at("connector"));
    String medium = spec.at("medium").text().orElse(name);
    return new Channel(
        name, Metadata.version(root), medium, address(spec, medium), format(spec, medium));
  }

  private static Expression address(Element spec, String medium) {
    Element address = spec.at("address");
    if (address.exists()) {
      return Expressions.read(address, Expressions.ADDRESS, ExpectedType.TEXT);
    }
    String source =
        switch (medium) {
          case "email" -> "profile.email";
          case "sms" -> "profile.phone";
          default -> "profile.id";
        };
    return Expressions.read(
        new Element(JsonNodeFactory.instance.textNode(source), address.path(), spec.problems()),
        Expressions.ADDRESS,
        ExpectedType.TEXT);
  }

  private static AddressFormat format(Element spec, String medium) {
    for (AddressFormat format : AddressFormat.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(spec.at("format").textOrEmpty())) {
        return format;
      }
    }
    return switch (medium) {
      case "email" -> AddressFormat.EMAIL;
      case "sms" -> AddressFormat.PHONE;
      default -> AddressFormat.ANY;
    };
  }

  private static void checkDelivery(Element spec) {
    spec.at("limits").items().forEach(limit -> Times.exact(limit.at("per")));
    Element timeout = spec.at("timeout");
    Times.exact(timeout)
        .filter(duration -> duration.compareTo(LONGEST_TIMEOUT) > 0)
        .ifPresent(duration -> timeout.refuse("is longer than PT10M", "state at most PT10M"));
    Element retries = spec.at("retries");
    Element initial = retries.at("initialBackoff");
    Element most = retries.at("maxBackoff");
    Optional<Duration> first = backoff(initial, DEFAULT_INITIAL_BACKOFF);
    Optional<Duration> last = backoff(most, DEFAULT_MAX_BACKOFF);
    if (first.isPresent() && last.isPresent() && last.get().compareTo(first.get()) < 0) {
      (most.exists() ? most : initial)
          .refuse("maxBackoff is shorter than initialBackoff", "make maxBackoff at least as long");
    }
  }

  private static Optional<Duration> backoff(Element element, Duration otherwise) {
    return element.exists() ? Times.exact(element) : Optional.of(otherwise);
  }

  /** D11: secrets never stand in documents. */
  private static void refuseSecrets(Element settings) {
    for (Element setting : settings.members()) {
      boolean secret = SECRET_NAME.matcher(setting.name().replaceAll("[-_]", "")).matches();
      if (secret && setting.text().filter(text -> !REFERENCE.matcher(text).matches()).isPresent()) {
        setting.refuse(
            "a secret stands in the document",
            "name where the worker finds it: ${env:NAME} or ${file:PATH}");
      }
      refuseSecrets(setting);
    }
  }
}
