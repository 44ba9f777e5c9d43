package dev.sojourn.engine.definition;

import dev.sojourn.engine.definition.ContactPolicy.Cap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The frequency caps of all live policies (P6): they say which sent messages matter, and for how
 * long. A cap counts the messages of its policy's class, whichever policy let them through.
 */
public final class LiveCaps {
  private final List<Cap> marketing = new ArrayList<>();
  private final List<Cap> transactional = new ArrayList<>();

  LiveCaps(Collection<ContactPolicy> policies) {
    for (ContactPolicy policy : policies) {
      List<Cap> caps = policy.transactional() ? transactional : marketing;
      policy.caps().stream().filter(cap -> !caps.contains(cap)).forEach(caps::add);
    }
  }

  /** The caps of a class of messages, each once. */
  public List<Cap> of(boolean transactionalClass) {
    return transactionalClass ? transactional : marketing;
  }

  /**
   * How long a sent message can matter to any cap, ms; 0 if none counts it.
   *
   * @param topic empty for none
   */
  public long memoryMillis(boolean transactionalClass, String medium, String topic) {
    long longest = 0;
    for (Cap cap : of(transactionalClass)) {
      if (cap.counts(medium, topic)) {
        longest = Math.max(longest, cap.window().memoryMillis());
      }
    }
    return longest;
  }
}
