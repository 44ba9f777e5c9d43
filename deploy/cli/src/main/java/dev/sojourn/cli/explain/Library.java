package dev.sojourn.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.cli.definition.DocumentName;
import dev.sojourn.cli.definition.Published;
import dev.sojourn.engine.definition.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The published documents, to be looked up while explaining. */
final class Library {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE = Pattern.compile("([A-Za-z]+)|\\[(\\d+)\\]");

  private final Published published;
  private final Map<String, JourneyOutline> journeys = new HashMap<>();

  Library(Published published) {
    this.published = published;
  }

  /** A version of a journey; one that says nothing if it is not published. */
  JourneyOutline journey(String name, int version) {
    return journeys.computeIfAbsent(
        name + "/" + version,
        key -> new JourneyOutline(document(new DocumentName(Kind.JOURNEY, name), version)));
  }

  /** Which version of a journey is live, and its state; empty if it never was. */
  Optional<Published.Live> live(String journey) {
    return published.live(new DocumentName(Kind.JOURNEY, journey));
  }

  /** Which version of a journey is tried beside the live one; empty if none is (V5, V6). */
  Optional<Published.Live> trial(String journey) {
    return published.trial(new DocumentName(Kind.JOURNEY, journey));
  }

  /** The names of all journeys, in order. */
  List<String> journeys() {
    return published.names().stream()
        .filter(name -> name.kind() == Kind.JOURNEY)
        .map(DocumentName::name)
        .toList();
  }

  /**
   * What a leaf of an audience says, such as {@code {type: order.placed, within: P30D}}.
   *
   * @param path as on {@code audience-changes}, such as {@code all[1].events}
   * @return empty if the version is not published or has no such place
   */
  String leaf(String audience, int version, String path) {
    JsonNode node = document(new DocumentName(Kind.AUDIENCE, audience), version).path("spec");
    Matcher places = PLACE.matcher(path);
    while (places.find()) {
      node =
          places.group(1) != null
              ? node.path(places.group(1))
              : node.path(Integer.parseInt(places.group(2)));
    }
    return node.isMissingNode() ? "" : Flow.of(node);
  }

  private JsonNode document(DocumentName name, int version) {
    return published.version(name, version).map(Library::read).orElseGet(JSON::missingNode);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Not ours to mend: to whoever publishes it is refused, and the jobs told so.
      return JSON.missingNode();
    }
  }
}
