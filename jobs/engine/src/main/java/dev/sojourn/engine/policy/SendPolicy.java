package dev.sojourn.engine.policy;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.ContactPolicy.InQuietHours;
import dev.sojourn.engine.definition.ContactPolicy.QuietSlot;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.time.DailySlot;
import dev.sojourn.engine.time.Interval;
import dev.sojourn.engine.time.Zones;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a message may be made for a person now: the checks before the request (P2–P6), in their
 * order. Who of several gets a place (P7) is not decided here.
 */
public final class SendPolicy {
  private SendPolicy() {}

  /** What the checks came to. */
  public sealed interface Decision {
    /**
     * The message may be made.
     *
     * @param room with its place still free
     */
    record Allowed(String address, Room room) implements Decision {}

    /**
     * It may not.
     *
     * @param detail for people
     */
    record Refused(String reason, Map<String, String> detail) implements Decision {}

    /**
     * Not before the quiet hours end (P5).
     *
     * @param until ms since the epoch
     */
    record Quiet(long until, Map<String, String> detail) implements Decision {}

    /** There is no place under the caps (P6). */
    record Capped(Room room) implements Decision {}
  }

  /**
   * Checks; reserves nothing.
   *
   * @param deadline from then on a send is not held by quiet hours if it is capped too
   */
  public static Decision check(
      Turn turn, ContactPolicy policy, Channel channel, Scope scope, long deadline) {
    Object address = channel.address().evaluate(scope);
    if (!(address instanceof String text) || !Addresses.isWellFormed(text, channel.format())) {
      String what = address instanceof String ? "is not well formed" : "is not known";
      return new Decision.Refused("unreachable", Map.of("address", what)); // P2
    }
    Attributes attributes = turn.attributes();
    Optional<String> consent = missingConsent(attributes, policy, channel.medium());
    if (consent.isPresent()) {
      return new Decision.Refused("no-consent", Map.of("consent", consent.get())); // P3
    }
    Optional<String> suppression =
        attributes.suppression(channel.medium(), policy.topic().orElse(""), policy.transactional());
    if (suppression.isPresent()) {
      return new Decision.Refused("suppressed", Map.of("suppression", suppression.get())); // P4
    }
    ZoneId zone = zone(turn, policy);
    Room room = room(turn, policy, channel.medium());
    Optional<Decision> quiet = quiet(policy, turn.now(), zone); // P5
    boolean tooLate = turn.now() >= deadline && room.places() < 1;
    if (quiet.isPresent() && !(quiet.get() instanceof Decision.Quiet && tooLate)) {
      return quiet.get();
    }
    return room.places() < 1
        ? new Decision.Capped(room) // P6
        : new Decision.Allowed(text, room);
  }

  /** How much room the policy's caps leave now for messages through a medium. */
  public static Room room(Turn turn, ContactPolicy policy, String medium) {
    return policy.caps().isEmpty()
        ? Room.UNLIMITED
        : Room.of(
            turn.state().sentMessages().all(), policy, medium, turn.now(), zone(turn, policy));
  }

  /** The zone of quiet hours and calendar windows for the person at hand, read now. */
  private static ZoneId zone(Turn turn, ContactPolicy policy) {
    return Zones.parse(turn.attributes().values().get("timezone")).orElse(policy.fallbackZone());
  }

  /** P3: what lacks; empty if nothing does. */
  private static Optional<String> missingConsent(
      Attributes attributes, ContactPolicy policy, String medium) {
    if (policy.transactional()) {
      return Optional.empty();
    }
    if (!isYes(attributes.consent(medium), policy)) {
      return Optional.of(medium + " is " + attributes.consent(medium));
    }
    return policy
        .topic()
        .map(topic -> medium + "/" + topic)
        .filter(key -> !isYes(attributes.consent(key), policy))
        .map(key -> key + " is " + attributes.consent(key));
  }

  private static boolean isYes(String consent, ContactPolicy policy) {
    return consent.equals("in") || (consent.equals("unknown") && policy.allowUnknown());
  }

  private static Optional<Decision> quiet(ContactPolicy policy, long now, ZoneId zone) {
    if (policy.quietHours().isEmpty()) {
      return Optional.empty();
    }
    LocalDateTime clock = LocalDateTime.ofInstant(Instant.ofEpochMilli(now), zone);
    List<QuietSlot> covering =
        policy.quietHours().stream().filter(quiet -> quiet.slot().covers(clock)).toList();
    if (covering.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put(
        "quietHours",
        covering.stream().map(quiet -> text(quiet.slot())).collect(Collectors.joining("; ")));
    detail.put("zone", zone.getId());
    return covering.stream().anyMatch(quiet -> quiet.then() == InQuietHours.SKIP)
        ? Optional.of(new Decision.Refused("quiet-hours", detail))
        : Optional.of(new Decision.Quiet(policy.quiet().end(now, zone), detail));
  }

  private static String text(DailySlot slot) {
    Set<DayOfWeek> days = new TreeSet<>(slot.days());
    return slot.from()
        + " to "
        + slot.to()
        + (days.isEmpty()
            ? ""
            : days.stream()
                .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", " on ", "")));
  }

  /**
   * When it is quiet for the person while a request may queue (D2).
   *
   * @param until the request's expiry
   */
  public static List<Interval> quietPeriods(Turn turn, ContactPolicy policy, long until, int most) {
    return policy.quietHours().isEmpty()
        ? List.of()
        : policy.quiet().periods(turn.now(), until, zone(turn, policy), most);
  }
}
