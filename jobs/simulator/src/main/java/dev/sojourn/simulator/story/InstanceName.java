package dev.sojourn.simulator.story;

import java.util.Optional;

/**
 * Which instances are meant.
 *
 * @param key empty: any
 */
record InstanceName(String journey, Optional<String> key) {

  /** {@code journey} or {@code journey/key}: no journey has a slash in its name. */
  static InstanceName parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new InstanceName(text, Optional.empty())
        : new InstanceName(text.substring(0, slash), Optional.of(text.substring(slash + 1)));
  }

  boolean fits(String journeyName, String instanceKey) {
    return journey.equals(journeyName) && key.map(instanceKey::equals).orElse(true);
  }

  /** As it is written, and shown. */
  static String show(String journey, String key) {
    return key.isEmpty() ? journey : journey + "/" + key;
  }

  @Override
  public String toString() {
    return show(journey, key.orElse(""));
  }
}
