package dev.sojourn.engine.profile;

import dev.sojourn.engine.time.ZoneChoice;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.ValueFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The attributes section of a profile's state, unpacked: what is known of the person, consents,
 * suppressions. Stored form: a version byte, the attributes, the consents, the suppressions.
 */
public final class Attributes {
  /** The section may take this many bytes. */
  public static final int LIMIT = 64 * 1024;

  /** From the fifth soft bounce without a success between, a medium is suppressed (P4). */
  static final int SOFT_BOUNCES = 5;

  /** No zone has a longer name. */
  private static final int LONGEST_ZONE = 64;

  private static final int VERSION = 1;

  private final Map<String, Object> values;
  private final Map<String, String> consents;
  private final Map<String, Suppression> suppressions;

  private record Suppression(int reasons, int softBounces) {}

  private static final int MANUAL = 1;
  private static final int HARD_BOUNCE = 2;
  private static final int COMPLAINT = 4;
  private static final int UNSUBSCRIBED = 8;

  /** By bit, from the lowest. */
  private static final List<String> REASONS =
      List.of("by hand", "hard bounce", "complaint", "unsubscribed");

  private Attributes(
      Map<String, Object> values,
      Map<String, String> consents,
      Map<String, Suppression> suppressions) {
    this.values = values;
    this.consents = consents;
    this.suppressions = suppressions;
  }

  /** Nothing is known. */
  public static Attributes empty() {
    return new Attributes(new LinkedHashMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /** By name; not to be changed by the caller. */
  public Map<String, Object> values() {
    return values;
  }

  /** The attribute {@code timezone}; empty if there is none, or none that can name a zone. */
  String timezone() {
    return values.get(ZoneChoice.ATTRIBUTE) instanceof String text && text.length() <= LONGEST_ZONE
        ? text
        : "";
  }

  /** By channel, or channel/topic; not to be changed by the caller. */
  public Map<String, String> consents() {
    return consents;
  }

  /**
   * Sets or, with null, unsets.
   *
   * @return whether anything changed
   */
  public boolean set(String name, Object value) {
    if (value == null) {
      return values.remove(name) != null;
    }
    return !value.equals(values.put(name, value));
  }

  /**
   * @param medium channel, or channel/topic
   * @param state {@code in}, {@code out} or {@code unknown}
   */
  public boolean setConsent(String medium, String state) {
    if (state.equals("unknown")) {
      return consents.remove(medium) != null;
    }
    return !state.equals(consents.put(medium, state));
  }

  /** {@code in}, {@code out} or {@code unknown}. */
  public String consent(String medium) {
    return consents.getOrDefault(medium, "unknown");
  }

  /**
   * Why messages of a class must not go through a medium (P4), for people; empty if they may.
   *
   * @param topic consent topic of the messages, which may be suppressed alone; empty for none
   */
  public Optional<String> suppression(String medium, String topic, boolean transactional) {
    Optional<String> whole = suppression(medium, transactional);
    return whole.isPresent() || topic.isEmpty()
        ? whole
        : suppression(medium + "/" + topic, transactional);
  }

  private Optional<String> suppression(String key, boolean transactional) {
    Suppression suppression = suppressions.get(key);
    if (suppression == null) {
      return Optional.empty();
    }
    List<String> why = new ArrayList<>();
    int reasons = transactional ? suppression.reasons & ~UNSUBSCRIBED : suppression.reasons;
    for (int i = 0; i < REASONS.size(); i++) {
      if ((reasons & 1 << i) != 0) {
        why.add(REASONS.get(i));
      }
    }
    if (suppression.softBounces >= SOFT_BOUNCES) {
      why.add(SOFT_BOUNCES + " soft bounces");
    }
    return why.isEmpty() ? Optional.empty() : Optional.of(key + ": " + String.join(", ", why));
  }

  /** The channels, and channel/topics, that are suppressed for some class of messages. */
  public Set<String> suppressed() {
    Set<String> suppressed = new TreeSet<>();
    for (String key : suppressions.keySet()) {
      if (suppression(key, false).isPresent()) {
        suppressed.add(key);
      }
    }
    return suppressed;
  }

  /**
   * Suppresses by hand, or lifts every suppression.
   *
   * @param medium channel, or channel/topic
   */
  public boolean setSuppressed(String medium, boolean suppressed) {
    return suppressed ? suppress(medium, MANUAL) : suppressions.remove(medium) != null;
  }

  public boolean hardBounce(String medium) {
    return suppress(medium, HARD_BOUNCE);
  }

  public boolean complaint(String medium) {
    return suppress(medium, COMPLAINT);
  }

  /**
   * @param medium channel, or channel/topic
   */
  public boolean unsubscribed(String medium) {
    return suppress(medium, UNSUBSCRIBED);
  }

  public boolean softBounce(String medium) {
    Suppression before = suppressions.getOrDefault(medium, new Suppression(0, 0));
    suppressions.put(
        medium, new Suppression(before.reasons, Math.min(SOFT_BOUNCES, before.softBounces + 1)));
    return before.softBounces < SOFT_BOUNCES;
  }

  /**
   * A message got through: soft bounces are counted from zero again, unless there were too many
   * already.
   */
  public boolean success(String medium) {
    Suppression before = suppressions.get(medium);
    if (before == null || before.softBounces == 0 || before.softBounces >= SOFT_BOUNCES) {
      return false;
    }
    if (before.reasons == 0) {
      suppressions.remove(medium);
    } else {
      suppressions.put(medium, new Suppression(before.reasons, 0));
    }
    return true;
  }

  private boolean suppress(String medium, int reason) {
    Suppression before = suppressions.getOrDefault(medium, new Suppression(0, 0));
    if ((before.reasons & reason) != 0) {
      return false;
    }
    suppressions.put(medium, new Suppression(before.reasons | reason, before.softBounces));
    return true;
  }

  /** The stored form. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter(256);
    out.u8(VERSION);
    ValueFormat.writeMap(out, values);
    out.varint(consents.size());
    consents.forEach(
        (medium, state) -> {
          out.text(medium);
          out.u8(state.equals("in") ? 1 : 2);
        });
    out.varint(suppressions.size());
    suppressions.forEach(
        (medium, suppression) -> {
          out.text(medium);
          out.u8(suppression.reasons);
          out.u8(suppression.softBounces);
        });
    return out.toBytes();
  }

  /**
   * @param bytes the stored form; null for nothing
   */
  public static Attributes ofBytes(byte[] bytes) {
    if (bytes == null) {
      return empty();
    }
    ByteReader in = new ByteReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new IllegalStateException(
          "attributes of format version "
              + version
              + " cannot be read by this build, which knows up to "
              + VERSION);
    }
    Map<String, Object> values = ValueFormat.readMap(in);
    Map<String, String> consents = new TreeMap<>();
    int size = in.count();
    for (int i = 0; i < size; i++) {
      consents.put(in.text(), in.u8() == 1 ? "in" : "out");
    }
    Map<String, Suppression> suppressions = new TreeMap<>();
    size = in.count();
    for (int i = 0; i < size; i++) {
      suppressions.put(in.text(), new Suppression(in.u8(), in.u8()));
    }
    return new Attributes(values, consents, suppressions);
  }
}
