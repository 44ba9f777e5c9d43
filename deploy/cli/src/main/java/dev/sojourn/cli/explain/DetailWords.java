package dev.sojourn.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a decision rested on, in words. The keys that the engine writes are told in an order of
 * their own, since a map on a topic has none; what is not known here is told plainly, by name.
 */
final class DetailWords {
  /** What stands around the value of each known key, in the order of telling. */
  private static final Map<String, String> KNOWN = known();

  /** Told as they stand: the author must recognise them. */
  private static final Set<String> LITERAL = Set.of("condition", "values");

  private final Moments moments;

  DetailWords(Moments moments) {
    this.moments = moments;
  }

  private static Map<String, String> known() {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("condition", "`%s`");
    known.put("event", "event `%s`");
    known.put("id", "id %s");
    known.put("occurredAt", "occurred %s");
    known.put("late", "%s late");
    known.put("audience", "audience `%s`");
    known.put("change", "%s");
    known.put("version", "version %s");
    known.put("cap", "%s");
    known.put("earlier", "earlier: %s");
    known.put("freeAt", "free again %s");
    known.put("quietHours", "quiet hours %s");
    known.put("zone", "zone %s");
    known.put("held", "held for %s");
    known.put("elapsed", "%s after the entry");
    known.put("enteredAt", "entered %s");
    known.put("lastEntry", "last entry %s");
    known.put("allowedFrom", "allowed from %s");
    known.put("ended", "ended %s");
    known.put("group", "group %s");
    known.put("share", "%s");
    known.put("channel", "channel %s");
    known.put("address", "address: %s");
    known.put("consent", "consent: %s");
    known.put("suppression", "suppression: %s");
    known.put("journey", "journey %s");
    known.put("key", "key %s");
    known.put("jumpedFrom", "jumped from %s");
    known.put("by", "by %s");
    known.put("attempts", "attempts: %s");
    known.put("provider", "provider: %s");
    known.put("error", "error: %s");
    known.put("request", "request %s");
    return known;
  }

  /**
   * All that is not told elsewhere; empty if there is nothing.
   *
   * @param told keys that the sentence around it has told already
   */
  String rest(Map<String, String> detail, String... told) {
    Map<String, String> left = new TreeMap<>(detail);
    List.of(told).forEach(left::remove);
    List<String> parts = new ArrayList<>();
    change(left).ifPresent(parts::add);
    String values = left.containsKey("values") ? "(" + value(left, "values") + ")" : "";
    left.remove("values");
    KNOWN.forEach(
        (key, around) -> {
          if (left.containsKey(key)) {
            parts.add(around.replace("%s", value(left, key)));
            left.remove(key);
          }
        });
    if (!values.isEmpty() && !parts.isEmpty()) {
      parts.set(0, parts.get(0) + " " + values);
    } else if (!values.isEmpty()) {
      parts.add(values);
    }
    left.forEach((key, value) -> parts.add(key + ": " + moments.readable(value)));
    return String.join("; ", parts);
  }

  /** A change of membership is told as one thing; takes out what it tells. */
  private static Optional<String> change(Map<String, String> left) {
    if (!left.containsKey("audience") || !left.containsKey("change")) {
      return Optional.empty();
    }
    String version = left.remove("version");
    return Optional.of(
        (left.remove("change").equals("entered") ? "came into" : "left")
            + " audience `"
            + left.remove("audience")
            + "`"
            + (version == null ? "" : " (version " + version + ")"));
  }

  /** One value, readable; empty if it is not there. */
  String value(Map<String, String> detail, String key) {
    String value = detail.getOrDefault(key, "");
    return LITERAL.contains(key) ? value : moments.readable(value);
  }
}
