package dev.sojourn.local;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a checkpoint knows of a person.
 *
 * @param firstSeen when the first signal was logged that something was interested in; empty if none
 *     was
 * @param attributes by name: boolean, long, double, text, lists and maps of these
 * @param consents channel, or channel/topic, to {@code in} or {@code out}
 * @param suppressed channels, and channel/topics
 * @param audiences names of those of which the person is a member, in order
 */
public record StoredProfile(
    String key,
    Optional<Instant> firstSeen,
    Map<String, Object> attributes,
    Map<String, String> consents,
    Set<String> suppressed,
    List<String> audiences) {}
