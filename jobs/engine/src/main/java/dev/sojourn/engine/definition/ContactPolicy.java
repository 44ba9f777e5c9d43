package dev.sojourn.engine.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may be sent to a person, and when.
 *
 * @param transactional transactional messages need no consent (P3)
 * @param topic consent topic; empty: none
 * @param allowUnknown whether unknown consent is a yes (P3)
 * @param caps frequency caps (P6)
 */
public record ContactPolicy(
    String name,
    int version,
    boolean transactional,
    Optional<String> topic,
    boolean allowUnknown,
    List<Cap> caps)
    implements Document {
  @Override
  public Kind kind() {
    return Kind.CONTACT_POLICY;
  }

  /**
   * At most so many messages in any rolling window.
   *
   * @param count at least 1
   * @param channels mediums that are counted together; empty: all
   * @param topics consent topics that are counted together; empty: all
   */
  public record Cap(int count, Duration window, Set<String> channels, Set<String> topics) {}
}
