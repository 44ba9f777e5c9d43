package dev.sojourn.engine.definition.document;

import static java.util.stream.Collectors.toCollection;

import dev.sojourn.engine.definition.ContactPolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads contact policies. */
final class ContactPolicyReader {
  private ContactPolicyReader() {}

  static ContactPolicy read(Element root) {
    Element spec = root.at("spec");
    List<ContactPolicy.Cap> caps =
        spec.at("caps").items().stream().map(ContactPolicyReader::cap).toList();
    return new ContactPolicy(
        Metadata.name(root),
        Metadata.version(root),
        spec.at("class").textOrEmpty().equals("transactional"),
        spec.at("topic").text(),
        spec.at("unknown").textOrEmpty().equals("allow"),
        caps);
  }

  private static ContactPolicy.Cap cap(Element cap) {
    return new ContactPolicy.Cap(
        cap.at("count").number(1),
        Times.exact(cap.at("per")).orElse(Duration.ofDays(1)),
        names(cap.at("channels")),
        names(cap.at("topics")));
  }

  private static Set<String> names(Element list) {
    return list.items().stream()
        .map(Element::textOrEmpty)
        .collect(toCollection(LinkedHashSet::new));
  }
}
